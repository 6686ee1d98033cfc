"""The pairs that have been decided and wait: for a side's answer, or for the signed agreement."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from geleit.labels import say
from geleit.model.partnerships import Partnership, Side
from geleit.permissions import Action
from geleit.programme.offers import Offer, Pending, answer_offer, expire_offers, pending
from geleit.programme.partnerships import sign_agreement
from geleit_tui.desk import Desk
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.confirm import Confirm
from geleit_tui.dialogs.form import Form
from geleit_tui.screens.room import Room, Step
from geleit_tui.showing import plain
from geleit_tui.widgets.area_bar import AreaBar
from geleit_tui.widgets.entry import Ask, Item
from geleit_tui.widgets.key_bar import KeyBar
from geleit_tui.widgets.listing import Listing
from geleit_tui.widgets.panel import Panel


class MatchingOffersRoom(Room[None]):
    """Offers with each side's answer, the most urgent first; below, agreed pairs without an agreement."""

    ROOM = "matching_offers"
    BACK = True
    STEPS = (
        Step("open", "o"),
        Step("accept", "z", Action.ANSWER_OFFERS),
        Step("decline", "d", Action.ANSWER_OFFERS),
        Step("expire", "x", Action.ANSWER_OFFERS),
        Step("sign", "v", Action.RUN_CASES),
    )
    CSS = """
    MatchingOffersRoom Listing { height: auto; }
    MatchingOffersRoom #none { display: none; }
    MatchingOffersRoom.-none #none { display: block; }
    MatchingOffersRoom.-none Panel { display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Pending | None = None

    def compose(self) -> ComposeResult:
        text = self.text
        offered = [text(one) for one in ("ui.matching_offers.until", "Role.mentee", "Role.mentor")]
        offered.append(text("ui.matching_offers.answers"))
        yield AreaBar(self.desk, "matching")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(plain(text("ui.matching_offers.none")), id="none", classes="empty", markup=False)
            yield Panel(text("ui.matching_offers.offers"), Listing(offered, id="offers"), id="of_offers")
            unsigned = Listing([text("Role.mentee"), text("Role.mentor")], id="unsigned")
            yield Panel(text("ui.matching_offers.unsigned"), unsigned, id="of_unsigned")
        yield KeyBar()

    def reload(self) -> None:
        desk = self.desk
        self.work(lambda: pending(desk.programme, desk.round), self._show)

    def _show(self, found: Pending) -> None:
        self.found = found
        offers, unsigned = self.query_one("#offers", Listing), self.query_one("#unsigned", Listing)
        offers.show((one.pair.id, self._cells(one)) for one in found.offers)
        unsigned.show((one.id, (found.names[one.mentee], found.names[one.mentor])) for one in found.unsigned)
        self.query_one("#of_offers").display = bool(found.offers)
        self.query_one("#of_unsigned").display = bool(found.unsigned)
        self.set_class(not found.offers and not found.unsigned, "-none")
        if found.offers or found.unsigned:
            (offers if found.offers else unsigned).focus()
        self.refresh_bindings()

    def _cells(self, one: Offer) -> tuple[str, ...]:
        until = f"! {self.desk.day(one.until)}" if one.late else self.desk.day(one.until)
        answers = ", ".join(self._answer(one, side) for side in (*one.answers, *one.open))
        return until, one.mentee_name, one.mentor_name, answers

    def _answer(self, one: Offer, side: Side) -> str:
        given = one.answers.get(side)
        sign = "?" if given is None else "✓" if given.accepted else "✗"
        told = say("ui.matching_offers.answer", side=say(f"Side.{side.value}"), answer=one.answer_of(side))
        return f"{sign} {self.text(told)}"

    # The row under the bar

    @property
    def offer(self) -> Offer | None:
        """The offer that the bar is on."""
        listing = self.query_one("#offers", Listing)
        if self.found is None or not self.found.offers or self._of_unsigned():
            return None
        return next((one for one in self.found.offers if one.pair.id == listing.key), None)

    @property
    def unsigned(self) -> Partnership | None:
        """The agreed pair that the bar is on."""
        listing = self.query_one("#unsigned", Listing)
        if self.found is None or not self._of_unsigned():
            return None
        return next((one for one in self.found.unsigned if one.id == listing.key), None)

    def _of_unsigned(self) -> bool:
        """Whether the bar is in the lower list."""
        lower = self.query_one("#unsigned", Listing)
        return bool(self.found and self.found.unsigned) and (lower.has_focus or not (self.found and self.found.offers))

    @on(Listing.RowHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        self.geleit.open_pair(event.key)

    # Steps

    def can_open(self) -> bool:
        return self.offer is not None or self.unsigned is not None

    def can_accept(self) -> bool:
        return self.offer is not None and bool(self.offer.open)

    can_decline = can_accept

    def can_expire(self) -> bool:
        return self.found is not None and any(one.late for one in self.found.offers)

    def can_sign(self) -> bool:
        return self.unsigned is not None

    def step_open(self) -> None:
        """The pair under the bar."""
        pair = self.offer.pair if self.offer is not None else self.unsigned
        if pair is not None:
            self.geleit.open_pair(pair.id)

    def step_accept(self) -> None:
        """Record that a side says yes."""
        self._ask_side(self._accept)

    def step_decline(self) -> None:
        """Record that a side says no, and why."""
        self._ask_side(self._decline)

    def _ask_side(self, then: Any) -> None:
        offer = self.offer
        if offer is None:
            return
        if len(offer.open) == 1:
            then(offer, offer.open[0])
            return
        sides = [(side.value, self.text(f"Side.{side.value}")) for side in offer.open]
        title = self.text("ui.matching_offers.which_side")
        self.app.push_screen(Choose(title, sides), lambda side: None if side is None else then(offer, Side(side)))

    def _accept(self, offer: Offer, side: Side) -> None:
        desk, text = self.desk, self.text

        def sure(yes: bool | None) -> None:
            if yes:
                self.work(
                    lambda: answer_offer(desk.programme, desk.round, offer.pair.id, side, accepted=True),
                    lambda pair: self._answered(offer, pair),
                    group="answer",
                )

        names = {"mentee": offer.mentee_name, "mentor": offer.mentor_name, "side": say(f"Side.{side.value}")}
        told = [text(say("ui.matching_offers.accept_told", **names))]
        if len(offer.open) == 1:
            told.append(text("ui.matching_offers.accept_last"))
        self.app.push_screen(
            Confirm(text("ui.matching_offers.accept_title"), told, text("ui.matching_offers.accept_yes")), sure
        )

    def _decline(self, offer: Offer, side: Side) -> None:
        desk, text = self.desk, self.text
        codes = self.found.decline_reasons if self.found is not None else ()
        items = [
            Item(
                "reason",
                "ui.matching_offers.why",
                Ask.ONE,
                choices=[(code, desk.label("decline", code)) for code in codes],
                required=True,
            )
        ]

        def submit(answers: dict[str, Any]) -> Partnership:
            return answer_offer(
                desk.programme, desk.round, offer.pair.id, side, accepted=False, reason=answers["reason"]
            )

        names = {"mentee": offer.mentee_name, "mentor": offer.mentor_name, "side": say(f"Side.{side.value}")}
        form: Form[Partnership] = Form(
            text("ui.matching_offers.decline_title"),
            items,
            submit,
            intro=[text(say("ui.matching_offers.decline_told", **names))],
            yes=text("ui.matching_offers.decline_yes"),
        )
        self.app.push_screen(form, lambda pair: None if pair is None else self._answered(offer, pair))

    def _answered(self, offer: Offer, pair: Partnership) -> None:
        names = f"{offer.mentee_name} & {offer.mentor_name}"
        self.geleit.changed()
        self.geleit.tell(say("ui.matching_offers.answered", pair=names, state=say(f"PairState.{pair.state.value}")))
        self.reload()

    def step_expire(self) -> None:
        """Let the offers expire whose day has passed."""
        desk, text = self.desk, self.text
        late = [one for one in self.found.offers if one.late] if self.found is not None else []
        told = [text(say("ui.matching_offers.expire_told", n=len(late)))]
        told += [f"{one.mentee_name} & {one.mentor_name} ({desk.day(one.until)})" for one in late]

        def done(expired: tuple[Partnership, ...]) -> None:
            self.geleit.changed()
            self.geleit.tell(say("ui.matching_offers.expired", n=len(expired)))
            self.reload()

        def sure(yes: bool | None) -> None:
            if yes:
                self.work(lambda: expire_offers(desk.programme, desk.round), done, group="expire")

        self.app.push_screen(
            Confirm(text("ui.matching_offers.expire_title"), told, text("ui.matching_offers.expire_yes")), sure
        )

    def step_sign(self) -> None:
        """Record the signed agreement, with which the pair begins."""
        desk, text, pair, found = self.desk, self.text, self.unsigned, self.found
        if pair is None or found is None:
            return
        day = Item("day", "ui.matching_offers.signed_on", Ask.DAY, desk.programme.today(), required=True)

        def submit(answers: dict[str, Any]) -> Partnership:
            return sign_agreement(desk.programme, desk.round, pair.id, signed_on=answers["day"])

        def done(signed: Partnership | None) -> None:
            if signed is not None:
                self.geleit.tell(
                    say("ui.matching_offers.signed", pair=names, state=say(f"PairState.{signed.state.value}"))
                )
                self.reload()

        names = f"{found.names[pair.mentee]} & {found.names[pair.mentor]}"
        form: Form[Partnership] = Form(text("ui.matching_offers.sign_title"), [day], submit, intro=[names])
        self.app.push_screen(form, done)
