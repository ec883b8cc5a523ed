"""The one translation from the database to the record that the rules read.

`record` and `records` give what `assess` takes; `load` gives the keys of the rows beside it, so that
a page can link to its evidence. The number of queries is the same for one case and for ten thousand.
"""

from .loading import Loaded, load, record, records

__all__ = ["Loaded", "load", "record", "records"]
