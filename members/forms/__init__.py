from .account import JoinForm, MeForm
from .base import NativeDate, PageForm, PageModelForm

__all__ = ["JoinForm", "MeForm", "NativeDate", "PageForm", "PageModelForm"]
