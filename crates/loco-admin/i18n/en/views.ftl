# Saved views of lists, and background jobs.

admin-views = Saved views
admin-view-save = Save this view
admin-view-name = Name
admin-view-share = Everybody who sees this list sees the view
admin-view-is-shared = shared
admin-view-delete = Delete this view
admin-view-needs-name = Give the view a name of at most 100 characters.
admin-view-needs-query = Search, filter or sort first: there is nothing to save yet.
admin-view-too-many = You have 50 views of this list. Delete one first.
admin-view-exists = You have a view of this name already.
admin-view-saved = The view “{ $name }” was saved.
admin-view-deleted = The view “{ $name }” was deleted.
admin-jobs = Background jobs
admin-jobs-failed = Failed jobs
admin-jobs-none = No job has failed.
admin-jobs-name = Job
admin-jobs-when = Failed
admin-jobs-why = Reason
admin-jobs-data = What it was to do
admin-jobs-retry = Retry
admin-jobs-retry-all = Retry all failed jobs
admin-jobs-retried = { $count ->
    [one] One job will run again.
   *[other] { $count } jobs will run again.
}
admin-jobs-not-retried = No failed job was there to run again.
admin-jobs-more = There are more. Retry these, or all.
admin-jobs-no-queue = This application has no queue: its jobs run at once, or in its own process, and are not kept.
admin-jobs-redis = The queue is Redis. Its jobs are not listed here: use “cargo loco jobs” on the server. All failed jobs can be retried from here.
admin-jobs-unreadable = The queue does not answer.
