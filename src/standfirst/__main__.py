"""python -m standfirst: the command line."""

import sys

from standfirst.cli import main

sys.exit(main())
