# CSV files: export and import.

admin-export = Export
admin-export-chosen = Export ticked
admin-export-title = Export { $models }
admin-export-rows = { $count ->
    [one] One row goes into the file.
   *[other] { $number } rows go into the file.
}
admin-export-more-than = More than { $number } rows go into the file.
admin-export-columns = Columns
admin-export-none = Tick at least one column.
admin-export-style = Values
admin-export-shown = As the pages show them, for people
admin-export-stored = As they are stored, for importing the file again
admin-export-separator = Separator
admin-export-comma = Comma
admin-export-semicolon = Semicolon
admin-export-tab = Tab
admin-export-mark = Mark the file as UTF-8
admin-export-mark-help = Excel needs it to show letters such as é and ü. Some other programs stumble over it.
admin-export-download = Download CSV

admin-import = Import
admin-import-title = Import { $models }
admin-import-text = The file is tried first: you see what would happen, line by line, and nothing is written. Then it goes in as a whole or not at all.
admin-import-file = CSV file
admin-import-help = UTF-8, with the names of the columns in the first line. At most { $megabytes } MB and { $rows } lines.
admin-import-try = Check the file
admin-import-columns = Columns that can be imported
admin-import-columns-text = The first line says which is which, by name or by label. Other columns are left out.
admin-import-name = Name
admin-import-label = Label
admin-import-note = Note
admin-import-needed = Needed for new rows.
admin-import-finds = Finds the row that is there.
admin-import-no-file = Choose a file first. Nothing was changed.
admin-import-broken-off = The file did not arrive as a whole. Nothing was changed; send it again.
admin-import-too-large = The file is larger than { $most } MB. Split it, and import the parts one after the other.
admin-import-too-many = The file has more than { $most } lines. Split it, and import the parts one after the other.
admin-import-workbook = This is a workbook, not a CSV file. Save it as “CSV UTF-8” and import that.
admin-import-utf-16 = This file is UTF-16. Save it as “CSV UTF-8” and import that.
admin-import-not-utf-8 = This file is not UTF-8: look at line { $line }. Save it as “CSV UTF-8” and import that.
admin-import-binary = This is no text: line { $line } has a sign that no text has.
admin-import-empty = The file is empty.
admin-import-endless = The record that begins in line { $line } has no end. A quotation mark is probably not closed.
admin-import-twice = Two columns go into “{ $field }”. Take one out of the file.
admin-import-no-finder = The column “{ $field }” is missing. It finds the rows that are there already.
admin-import-no-columns = The first line names no column that can be imported. Its names are to be those below.
admin-import-cells = This line has { $cells } cells, the first line { $columns }.
admin-import-may-not-change = You may not change this row.
admin-import-may-not-add = You may not add rows.
admin-import-nothing-there = Nothing is there with this key.
admin-import-again = Line { $line } is about the same row.
admin-import-several = More than one row has this value.
admin-import-no-row = No row has this key. Leave the cell empty for a new row.
admin-import-preview = What “{ $file }” would do
admin-import-stopped = Reading stopped after { $most } broken lines. Nothing has been written.
admin-import-nothing-written = Nothing has been written. Correct the file and try it again.
admin-import-wrong = What is wrong
admin-import-line = Line
admin-import-column = Column
admin-import-message = Message
admin-import-would = New: { $added }. Changed: { $changed }. As they are: { $same }. Nothing has been written yet.
admin-import-now = { $count ->
    [one] Import one row
   *[other] Import { $count } rows
}
admin-import-broken = { $count ->
    [one] One line is broken
   *[other] { $count } lines are broken
}
admin-import-another = Choose another file
admin-import-discard = Discard
admin-import-discarded = The file was discarded. Nothing was changed.
admin-import-mapping = Which column goes where
admin-import-left-out = left out
admin-import-first = The first lines
admin-import-new = new
admin-import-changed = changed
admin-import-done = Imported. New: { $added }. Changed: { $changed }.
