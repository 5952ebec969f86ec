"""How the pictures are drawn: a module a chart, on a sheet measured in points."""

import logging

# Where matplotlib keeps its font list is no concern of whoever asked for a report: without a
# handler its remarks would come out among fivec's own. It is imported after this.
logging.getLogger("matplotlib").addHandler(logging.NullHandler())
