# What is wrong with a choice that was looked for.
invalid-nothing-fits = There is nothing that begins with “{ $typed }”.
invalid-several-fit = Several begin with “{ $typed }”. Choose one of them.
