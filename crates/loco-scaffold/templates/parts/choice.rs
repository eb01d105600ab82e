/// What the «field.human | lower» of «article» «human» can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum «field.choice_type» {
<%- for choice in field.choices %>
    /// `«choice.code»`
<%- if loop.first %>
    #[default]
<%- endif %>
    «choice.variant»,
<%- endfor %>
}

impl «field.choice_type» {
    /// All of them, in the order in which forms offer them.
    pub const ALL: [Self; «field.choices | length»] = [<% for choice in field.choices %>Self::«choice.variant», <% endfor %>];

    /// The word that stands for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
<%- for choice in field.choices %>
            Self::«choice.variant» => "«choice.code»",
<%- endfor %>
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The key of the message that says it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
<%- for choice in field.choices %>
            Self::«choice.variant» => "«field.message»-«choice.name»",
<%- endfor %>
        }
    }
}
