# Pages of the development provider.
development-note = Development provider. It knows everybody's password and never runs in production.

sign-in-title = Sign in
sign-in-to = to continue to
sign-in-username = User name or e-mail
sign-in-password = Password
sign-in-submit = Sign in
sign-in-wrong = That name and password don't belong together. Check both and try again.
sign-in-again = Please confirm that it's you.
sign-in-samples = Sample accounts
sign-in-samples-text = One press signs in. Each password is the same as the name.
sign-in-as = Sign in as

form-post-title = Back to the application
form-post-text = If nothing happens by itself, press the button.
form-post-submit = Continue

sign-out-title = Sign out?
sign-out-text = The application did not say who is signing out. Do you want to end your session here?
sign-out-submit = Sign out
signed-out-title = You are signed out
signed-out-text = Your session at this provider has ended.

problem-title = This can't be done
problem-unknown-client = The application that sent you here is not known to this provider.
problem-unknown-client-hint = For its developer: client_id has to be the name of an enabled client in the realm file.
problem-wrong-redirect-uri = The application wants you sent to an address that it has not registered, so you stay here.
problem-wrong-redirect-uri-hint = For its developer: redirect_uri has to match one of the client's Valid redirect URIs exactly, or below its final *.
problem-wrong-logout-redirect = The application wants you sent to an address after sign-out that it has not registered, so you stay here, still signed in.
problem-wrong-logout-redirect-hint = For its developer: post_logout_redirect_uri has to match the client's post.logout.redirect.uris, and needs client_id or id_token_hint.
problem-cross-site = This form was sent from another site.
problem-cross-site-hint = Go back to the application and start again from there.

device-title = Allow a device
device-text = Enter the code that your device shows.
device-asks = wants to act for you. Check that the code is the one on your device.
device-code = Code
device-unknown = No device waits with that code. Check it, or start again on the device.
device-signed-in = You are signed in as
device-allow = Allow
device-refuse = Refuse
device-allowed-title = The device may go on
device-allowed-text = You can close this page and return to your device.
device-refused-title = Refused
device-refused-text = The device gets no access. You can close this page.
