# The front page.
home-title = A good book is waiting
home-lead = Search the catalogue, see what stands on the shelf today, and take it home for three weeks.
home-visits = { $count ->
    [one] You have visited this page { $count } time.
   *[other] You have visited this page { $count } times.
}
