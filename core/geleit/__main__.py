"""`python -m geleit` is the command `geleit`."""

import sys

from geleit.cli import main

sys.exit(main())
