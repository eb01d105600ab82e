# What is this application's own.
site-name = «title»
site-description = «title»
home-title = Welcome to «title»
home-lead = This is the first page. Its words stand in assets/i18n, and what it shows in assets/views/index.html.
search-clear = Show all
more-than = More than
error-way-home = To the first page
error-403-text = You are signed in, but your account may not do this. If you think it should, ask whoever looks after this site.
error-404-title = There is nothing here
error-404-text = There is no page at this address. What stood here may have been removed, or the address was mistyped.
error-503-text = The site could not answer in time. Please try again in a moment.
oidc-problem-forbidden-text = You are signed in, but your account may not do this. If you think it should, ask whoever looks after this site.
conflict-stale-title = Somebody else changed this
conflict-stale-text = It was changed while you were looking at it, so nothing was done. Look at it as it is now.
conflict-in-use-title = This is still needed
conflict-in-use-text = Something else points to it and cannot be without it, so nothing was done.
