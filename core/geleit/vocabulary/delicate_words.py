"""Words by which a free text tells of somebody's health, belief or flight, in German and English.

Entries stand between commas. An entry is a whole word or several in a row; `*` stands for any letters. Health and
belief are special categories of data (Art. 9 (1) GDPR); what a story of asylum is made of follows Directive 2011/95/EU,
Art. 4, 9 and 15: persecution, its acts, serious harm, and the way out.

The lists are chosen for few false alarms. What belongs to everyday work is no entry: Krankenpflege, Ärztin, Fluchtweg,
„er sucht Arbeit“, „ich glaube“, „sie verfolgt ein Ziel“, Geflüchtete as the people whom a programme is for.
"""

from __future__ import annotations

HEALTH = """
krank, kranke, kranken, kranker, krankes, krankheit*, krankgeschrieben*, krankgemeldet*, krankschreib*, krankmeld*,
krankenstand*, krankenschein*, *erkrankt, *erkrankte, *erkrankten, *erkrankung, *erkrankungen, gesundheitlich*,
gesundheitszustand*, gesundheitsproblem*, schwerbehindert*, behinderung, behinderungen, gehbehindert*, sehbehindert*,
körperbehindert*, rollstuhl, rollstuhls, rollstuhlfahrer*, gehörlos*, schwerhörig*, psychisch*, psychiatrisch*,
psychose*, psychotherapie, depressi*, trauma, traumata, traumat*, angststörung*, schlafstörung*, essstörung*,
panikattacke*, burnout, burn-out, suizid*, selbstmord*, therapie, therapien, traumatherapie*, gesprächstherapie*,
chemotherapie, wurde operiert, operiert worden, operiert werden, krebs, brustkrebs*, tumor, tumore, tumoren, diabet*,
epilep*, hiv, hiv-positiv, hepatitis, tuberkulose, asthma*, migräne*, allergi*, medikamente, medikamenten,
rückenschmerz*, kopfschmerz*, schmerzen, fehlgeburt*, schwanger, schwangere, schwangeren, schwangerschaft*,
entbindung*, süchtig*, *süchtig, suchtkrank*, alkoholiker*, alkoholproblem*, drogenabhängig*, drogenproblem*,
spielsucht, ärztliches attest, ärztlichen attest, in reha, auf reha, arbeitsunfähig*, pflegegrad, pflegestufe,
herzinfarkt*, schlaganfall*, geimpft,
is ill, was ill, fell ill, been ill, seriously ill, ill with, illness*, sick, sickness, disease*, depressed,
depression, pregnan*, disability, disabilities, is disabled, severely disabled, cancer, tumour*, had surgery, needs
surgery, after surgery, medication, mental health, psychotherapy, wheelchair, addicted, addiction, alcoholic,
suicidal, chronic pain, miscarriage*, panic attack*, health problem*, health issue*
"""

BELIEF = """
religion, religionen, religiös*, religionszugehörigkeit, muslim, muslima, muslime, muslimen, muslimin*, muslimisch*,
moslem*, islam, islamisch*, christlich*, christentum*, christin, christinnen, katholik*, katholisch*, evangelisch*,
protestant*, orthodoxe christen, orthodoxer christ, jüdisch*, judentum*, jüdin, jüdinnen, alevit*, jesid*, ezid*,
êzîd*, sunnit*, schiit*, hindu, hindus, hinduis*, buddhis*, sikh, sikhs, bahai, atheist*, konfession, konfessionslos*,
gläubig, gläubige, gläubigen, getauft*, taufe, taufschein*, gottesdienst*, kirchgang*, kirchgänger*, kirchenmitglied*,
kirchenaustritt*, in die kirche, moschee*, synagoge*, gebet, gebete, gebetsraum*, gebetszeit*, betet, freitagsgebet*,
ramadan, fastet, fastenmonat*, fastenbrechen, kopftuch*, hidschab*, koran, scharia, imam,
religious, islamic, muslims, christianity, catholic, catholics, jewish, judaism, yazidi*, yezidi*, sunni, sunnis,
shia, shiite*, buddhism, baptised, baptized, baptism, mosque*, goes to church, go to church, prayer*, prays, praying,
headscarf*, hijab*, quran, sharia
"""

ASYLUM = """
flucht, fluchtgeschichte*, fluchtgrund, fluchtgründe*, fluchtroute*, fluchterfahrung*, geflohen*, floh, flohen,
flieht, fliehen, geflüchtet, schlepper*, schleuser*, schlauchboot*, über das mittelmeer, balkanroute, folter,
gefoltert*, folterung*, politisch verfolgt*, politische verfolgung, politischer verfolgung, religiöse verfolgung,
verfolgt worden, bürgerkrieg*, krieg, krieges, kriegstraum*, kriegserleb*, bombardier*, bombenangriff*, luftangriff*,
asylantrag*, asylanträge*, asylgrund, asylgründe*, asylverfahren*, asylanhörung*, asylbescheid*, asylgeschichte*,
asylfolgeantrag*, asylgesuch*, abschieb*, abgeschoben*, dublin-verfahren*, dublin-bescheid*, dublin-überstellung*,
kirchenasyl, taliban, miliz, milizen, inhaftiert*, gefängnis, vergewaltig*, menschenhandel*, zwangsprostitution*,
zwangsheirat*, zwangsverheirat*, genitalverstümmel*, ermordet*, hingerichtet*, morddrohung*, todesdrohung*,
fled, flee, fleeing, smuggler*, persecut*, torture*, civil war, bombing, bombings, bombed, asylum claim*, asylum
procedure*, asylum story, asylum interview*, asylum application*, deportation*, deported, refugee camp*, imprison*,
raped, human trafficking, forced marriage, murdered, death threat*
"""
