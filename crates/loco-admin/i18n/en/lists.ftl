# Conditions, counts, pages and changes of many rows in lists.

admin-filter-chip = { $field }: { $value }
admin-filter-chips = The list is narrowed to
admin-filter-remove = take away
admin-list-too-many = More than { $most } conditions at once are not possible. Nothing was changed; go back and take some away.
admin-list-search-stopped = The search found more than { $number }. The list has the first { $number } of them: more words, or rarer ones, find the others.
admin-list-not-sorted = More than { $number } rows cannot be sorted by { $column }, so that was left out. Narrow the list down with the search or the filters, and it is sorted by that, too.
admin-list-wrong = { $field } { $how } “{ $typed }”: { $message }
admin-list-wrong-left-out = The list is shown without that. What was typed stands in the filters.
admin-error-range = Please enter a beginning, an end, or both.
admin-operator = Condition
admin-operator-value = Value
admin-operator-and = To
admin-operator-add = Add
admin-operator-contains = contains
admin-operator-begins = begins with
admin-operator-is = is
admin-operator-not = is not
admin-operator-less = is less than
admin-operator-greater = is greater than
admin-operator-less-day = is before
admin-operator-greater-day = is after
admin-operator-between = is between
admin-operator-empty = is empty
admin-operator-filled = is not empty
admin-facets-show = Show counts
admin-facets-hide = Hide counts
admin-history-along = { $models } that went along
admin-history-with = Went along with
admin-history-rows = Rows
admin-history-filter = Filter
admin-history-columns = Columns
admin-export-ticked = { $count ->
    [one] One row that was ticked
   *[other] { $count } rows that were ticked
}
admin-action-change-field = Change a field
admin-action-which-field = Field
admin-action-go-on = Continue
admin-action-changes = Change “{ $field }”
admin-delete-forbidden-along = Rows would go along that you may not delete.
admin-action-changed-meanwhile = Somebody else changed it meanwhile. Look at it, and do it again.
