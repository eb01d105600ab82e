# What the admin site calls things of this application.
admin-site = «title»: administration
admin-app-catalog = Contents
admin-people = People
