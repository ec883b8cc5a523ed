from .pages import page, submit

__all__ = ["page", "submit"]
