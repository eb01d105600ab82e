# Yes and no.
answer-yes = Yes
answer-no = No
