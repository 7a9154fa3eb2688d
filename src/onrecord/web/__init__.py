"""Pages and the REST service: thin doors to the desk.

Nothing that a page needs comes from elsewhere, and every state of a page is in its address.
"""

from onrecord.web.app import create_app

__all__ = ["create_app"]
