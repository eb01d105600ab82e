# Windows and lists in forms.

admin-related-change = Change { $model }
admin-related-view = View { $model }
admin-related-delete = Delete { $model }
admin-popup-note = This page was opened from another form. When you are done, close it and go back there: “Load the choices again” brings what you saved, and keeps what you typed.
admin-popup-refresh = Load the choices again
admin-window-close = Close
admin-window-failed = The page did not answer. Nothing was lost; please try again.
admin-window-signed-out = You are no longer signed in. Sign in again in another tab, come back here and save once more: nothing is lost.
admin-window-sign-in = Sign in
admin-window-fresh = This asks you to sign in again. Another tab is open for it; what you filled in goes on from there.
admin-window-saved = “{ $object }” was saved and chosen.
admin-window-deleted = Deleted; please choose another.
admin-lists-available = Available
admin-lists-chosen = Chosen
admin-lists-search = Search
admin-lists-add = Add
admin-lists-remove = Remove
admin-lists-status = { $chosen } chosen, { $available } more to choose from
admin-fresh-hint = This asks you to sign in again first. Nothing that you have filled in is lost.
admin-fresh-hint-rows = Changing these asks you to sign in again first. Nothing that you have filled in is lost.
admin-kept-title = You have signed in again
admin-kept-text = What you filled in has waited for you. Go on, and it is done as you wanted it.
admin-kept-go-on = Go on
admin-kept-cancel = Do nothing
