//! Many rows at once: actions and imports.

use browser::Result;

use super::{administrator, import, upload};

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_action_is_done_to_the_rows_of_all_pages() -> Result<()> {
    let browser = administrator().await?;
    let names: String = (1..=25)
        .map(|number| format!("Shelf mark {number}\n"))
        .collect();
    import(&browser, "genres", &format!("name\n{names}")).await?;
    browser.press("[name=_import]").await?;

    let list = "/admin/genres/?q=%22shelf+mark%22&per_page=20";
    browser.visit(list).await?;
    assert_eq!(browser.texts(".rows tbody tr").await?.len(), 20);
    browser.choose("[name=_action]", "Delete").await?;
    browser.click("#actions [name=_all]").await?;
    browser.press("#actions button[type=submit]").await?;
    assert!(
        browser.text().await?.contains("Shelf mark 25"),
        "rows of the second page are asked about too"
    );
    browser.press("main form .primary").await?;
    browser.is_told_of_success().await?;
    assert!(browser.text().await?.contains("25"));
    browser.visit(list).await?;
    assert!(browser.texts(".rows tbody tr").await?.is_empty());
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_file_is_tried_corrected_and_imported() -> Result<()> {
    let browser = administrator().await?;
    import(&browser, "genres", "name\nBallads\n\"\"\nOdes\n").await?;
    assert_eq!(browser.texts(".wrong-lines tbody th").await?, ["3"]);
    assert!(browser.text().await?.contains("Nothing has been written"));

    browser.press("main a.primary").await?;
    upload(&browser, "name\nBallads\nOdes\n").await?;
    browser.press("[name=_import]").await?;
    browser.is_told_of_success().await?;
    browser.visit("/admin/genres/?q=Ballads").await?;
    assert_eq!(browser.texts(".rows tbody th").await?, ["Ballads"]);
    browser.close().await
}
