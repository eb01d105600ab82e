# The words of the admin site. An application says its own in assets/i18n/en/admin.ftl.

admin-title = Administration
admin-home = Administration
admin-skip = Skip to content
admin-account = Account
admin-view-site = View site
admin-sign-out = Sign out
admin-menu = Menu
admin-crumbs = You are here
admin-preferences-language = Language
admin-theme = Appearance
admin-theme-auto = Automatic
admin-theme-light = Light
admin-theme-dark = Dark
admin-add = Add
admin-change = Change
admin-view = View
admin-yes = Yes
admin-no = No
admin-none = Empty
admin-index-title = What would you like to look after?
admin-index-empty = Nothing to look after
admin-index-empty-text = Your account has no permissions for anything here. Ask the people who run this site.
admin-recent = Your recent actions
admin-recent-empty = Nothing yet.
admin-search = Search
admin-search-label = Search { $models }
admin-filters = Filter
admin-filters-clear = Clear all filters
admin-filter-clear = Clear
admin-filter-all = All
admin-filter-empty = Empty
admin-filter-not-empty = Not empty
admin-range-from = From
admin-range-to = To
admin-range-show = Show
admin-time-today = Today
admin-time-past-7-days = Past 7 days
admin-time-this-month = This month
admin-time-this-year = This year
admin-time-before-today = Before today
admin-period = By date
admin-period-all = All dates
admin-month-1 = January
admin-month-2 = February
admin-month-3 = March
admin-month-4 = April
admin-month-5 = May
admin-month-6 = June
admin-month-7 = July
admin-month-8 = August
admin-month-9 = September
admin-month-10 = October
admin-month-11 = November
admin-month-12 = December
admin-list-unknown = The list knows no parameter “{ $name }”. Nothing was changed; go back and choose from what the page offers.
admin-list-unknown-value = “{ $value }” makes no sense for “{ $name }”. Nothing was changed; go back and choose from what the page offers.
admin-list-more-than = More than { $number } in all
admin-list-nothing-found = Nothing found
admin-list-show-all = Show all
admin-list-empty = There is nothing here yet
admin-list-no-page = This page is empty
admin-list-first-page = To the first page
admin-pages = Pages
admin-page = Page { $page }
admin-page-of = Page { $page } of { $last }
admin-page-first = First
admin-page-previous = Previous
admin-page-next = Next
admin-page-last = Last
admin-sizes = Rows on a page
admin-unsort = Do not sort by { $column }
admin-unsort-all = Usual order
admin-form-add = Add { $model }
admin-form-bookkeeping = Bookkeeping
admin-choose-none = { "–" }
admin-choose-nothing-there = There is nothing to choose from yet.
admin-lookup-label = Search for { $field }
admin-lookup-placeholder = Type to search
admin-lookup-open = Look up
admin-lookup-found = Found: { $count }. Arrow keys choose.
admin-lookup-choose = Choose …
admin-save = Save
admin-save-as-new = Save as new
admin-save-add = Save and add another
admin-save-continue = Save and continue
admin-delete = Delete
admin-back = Back
admin-history = History
admin-on-site = View on site
admin-unsaved = Your changes have not been saved.
admin-view-only = You may look at this, but not change it.
admin-added = “{ $object }” ({ $model }) was added.
admin-changed = “{ $object }” ({ $model }) was saved.
admin-deleted = “{ $object }” ({ $model }) was deleted.
admin-error-required = Please fill this in.
admin-error-choice = Please choose something that is offered.
admin-error-number = Please enter a number that fits here.
admin-error-number-doubtful = Is this a thousand, or less? Write the number with a point, or without a comma.
admin-error-value = This cannot be saved here.
admin-error-one-character = Please enter one character.
admin-error-day = Please enter a day such as 2026-03-31.
admin-error-time = Please enter a time such as 14:30.
admin-error-moment = Please enter a day and a time.
admin-error-uuid = Please enter a UUID.
admin-error-json = This is not valid JSON.
admin-error-long = Please use at most { $max } characters.
admin-error-unique = There is already one with this: { $fields }.
admin-error-foreign-key = What this points to is no longer there.
admin-error-rule = The database does not take this value.
admin-error-gone = Somebody has deleted this in the meantime.
admin-error-nothing-found = Nothing was found for this.
admin-error-several-found = Several were found: please choose one.
admin-conflict-title = Somebody else saved first
admin-conflict-text = While you were editing, somebody else saved changes. Nothing of yours has been saved yet, and nothing is lost.
admin-conflict-who = Who changed what
admin-conflict-base = When you began
admin-conflict-theirs = Theirs, saved
admin-conflict-mine = Yours
admin-conflict-below = The form below has your changes and, where you changed nothing, theirs. Look through it and save.
admin-conflict-discard = Discard mine
admin-delete-title = Delete “{ $object }”?
admin-delete-protected = This cannot be deleted, because these still need it
admin-delete-forbidden = These would be deleted as well, and you may not delete them
admin-delete-cascaded = These will be deleted as well
admin-delete-emptied = These stay and will no longer point here
admin-delete-question = “{ $object }” will be gone for good.
admin-delete-yes = Yes, delete
admin-delete-no = No, keep it
admin-delete-still-used = Something still needs this, so it was not deleted.
admin-history-title = History of “{ $object }”
admin-history-add = Added
admin-history-change = Changed
admin-history-delete = Deleted
admin-history-field = Field
admin-history-old = Before
admin-history-new = After
admin-history-secret = Changed; the value is not kept.
admin-history-older = Older
admin-history-empty = Nothing has been recorded yet
admin-choices-title = Choose: { $field }
admin-choices-more = There are more. Search to narrow them down.
admin-more-than = more than { $count }
admin-and-more = and { $count } more
admin-action-unknown-row = This row is no longer there.
admin-actions = Action
admin-action-go = Go
admin-action-all = All that the list shows ({ $total })
admin-action-chosen = # chosen
admin-action-tick = Choose rows
admin-action-choose = Choose an action first. Nothing was changed.
admin-action-nothing-chosen = Tick at least one row. Nothing was changed.
admin-action-too-many = More than { $most } rows were chosen. Narrow the list down and do it in parts.
admin-action-delete = Delete
admin-action-cancel = Cancel
admin-action-ask = { $action }?
admin-app-auth = People and rights
admin-identity-user = person
admin-identity-users = people
admin-identity-name = Name
admin-identity-group = Group
admin-identity-groups = Groups
admin-identity-permission = Permission
admin-identity-permissions = Permissions
admin-identity-session = Session
admin-identity-sessions = Sessions
admin-identity-identity = Account at a provider
admin-identity-identities = Accounts at providers
admin-identity-log = Entry
admin-identity-logs = History
admin-identity-object = What
admin-identity-person = Person
admin-identity-person-text = The sign-in service says who this is, at each sign-in.
admin-identity-rights = Rights
admin-identity-rights-text = Staff and superuser come from the roles at the sign-in service. Groups and permissions can be given here.
admin-identity-when = When
admin-identity-not-myself = You cannot do this to yourself.
admin-identity-end = End session
admin-user-username = Username
admin-user-first-name = First name
admin-user-last-name = Last name
admin-user-email = E-mail
admin-user-email-verified = E-mail verified
admin-user-locale = Language
admin-user-is-active = Active
admin-user-is-staff = Staff
admin-user-is-superuser = Superuser
admin-user-date-joined = Since
admin-user-last-sign-in-at = Last sign-in
admin-session-user-id = Person
admin-session-ip = Address
admin-session-user-agent = Browser
admin-session-created-at = Signed in
admin-session-last-seen-at = Last seen
admin-session-expires-at = Ends when unused
admin-session-absolute-expires-at = Ends
admin-session-auth-time = Proved who they are
admin-session-acr = How
admin-log-at = When
admin-log-user-name = Who
admin-log-user-id = Person
admin-log-action = Action
admin-log-model = Model
admin-log-object-label = Object
admin-log-object-key = Key
admin-log-changes = Changes
admin-group-name = Name
admin-permission-name = Name
admin-permission-codename = Codename
admin-inline-changed = Somebody else changed this row since you opened the page. Yours is below; save again to put it in its place.
admin-inline-min = There must be at least { $count }.
admin-inline-more = Only the first { $max } are shown here.
admin-inline-list = Open the list
admin-inline-none = None yet.
admin-inline-add = Add another { $model }
admin-inline-hint = Save and continue to get more empty rows.
admin-problem-not-found-title = Not found
admin-problem-not-found-text = This page or object does not exist, or you may not see it.
admin-problem-forbidden-title = Not allowed
admin-problem-forbidden-text = Your account may not do this.
admin-problem-bad-request-title = This address does not work
admin-problem-bad-request-text = What was sent cannot be read. Nothing was changed; go back and send it again.
admin-problem-failed-title = Something went wrong
admin-problem-failed-text = Nothing was changed. Please try again; if it happens again, tell the people who run this site.
admin-problem-home = To the overview
admin-list-total = { $count ->
    [one] 1 in all
   *[other] { $number } in all
}
admin-form-mistakes = { $count ->
    [one] Please correct one thing
   *[other] Please correct { $count } things
}
admin-list-saved = { $count ->
    [one] One row was saved.
   *[other] { $count } rows were saved.
}
admin-action-rows = { $count ->
    [one] For one row
   *[other] For { $count } rows
}
admin-action-cannot = { $count ->
    [one] You may not do this with one row
   *[other] You may not do this with { $count } rows
}
admin-action-missing = { $count ->
    [one] One row is no longer there
   *[other] { $count } rows are no longer there
}
admin-action-done = { $count ->
    [one] { $action }: done for one row.
   *[other] { $action }: done for { $count } rows.
}
admin-action-report = { $count ->
    [0] Nothing was changed.
    [one] Done for one row.
   *[other] Done for { $count } rows.
}
admin-action-failed = { $count ->
    [one] Not done for one row
   *[other] Not done for { $count } rows
}
