"""The matrix, by the part of the house a route belongs to."""

from tests.matrix.notation import Row

from . import account, admin, application, committee, intensives, members, pages, supervision

PARTS = (account, admin, application, committee, intensives, members, pages, supervision)
ROWS: list[Row] = [row for part in PARTS for row in part.ROWS]
