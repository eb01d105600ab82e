# «sentence».
«key»-title = «sentence»
«key»-text = «sentence»
