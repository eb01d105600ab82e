//! Fields that the script makes easier.

use browser::{Key, Result};

use super::administrator;

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn genres_are_chosen_from_one_list_into_another() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/2/change/").await?;
    let (available, chosen) = (".side:first-child select", ".side:last-child select");
    let before = browser.texts(&format!("{chosen} option")).await?.len();
    let genre = browser.texts(&format!("{available} option")).await?[0].clone();
    browser.focus(".two-lists [type=search]").await?;
    browser.type_keys(&genre).await?;
    browser.press_key(Key::Down).await?;
    browser.press_key(Key::Enter).await?;
    let told = browser.texts(".many [role=status]").await?;
    assert!(
        told[0].starts_with(&format!("{} chosen", before + 1)),
        "it is said: {told:?}"
    );
    browser.press("[name=_continue]").await?;
    browser.is_told_of_success().await?;
    let now = browser.texts(&format!("{chosen} option")).await?;
    assert!(now.len() == before + 1 && now.contains(&genre), "{now:?}");

    browser.choose(chosen, &genre).await?;
    browser
        .click(".two-lists .middle button:last-child")
        .await?;
    browser.press("[name=_continue]").await?;
    assert_eq!(
        browser.texts(&format!("{chosen} option")).await?.len(),
        before
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_field_made_from_others_follows_them_until_somebody_types_into_it() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/authors/add/").await?;
    browser.make_from("last_name", "first_name").await?;
    browser.type_into("[name=first_name]", "Émile Łódź").await?;
    assert_eq!(browser.value_of("[name=last_name]").await?, "emile-lodz");
    browser
        .type_into("[name=first_name]", "!  &  Söhne Groß")
        .await?;
    assert_eq!(
        browser.value_of("[name=last_name]").await?,
        "emile-lodz-sohne-gross"
    );
    browser.type_into("[name=last_name]", "-own").await?;
    browser.type_into("[name=first_name]", " GmbH").await?;
    assert_eq!(
        browser.value_of("[name=last_name]").await?,
        "emile-lodz-sohne-gross-own"
    );
    browser.close().await
}
