/// «article | capitalize» «human», unlike all others.
pub async fn «builder»(app: &TestApp) -> «library»::models::«plural»::Model {
    let number = next_number();
    let values = «library»::models::«plural»::Values {
<%- for field in fields %>
        «field.value»: «field.built»,
<%- endfor %>
    };
    «library»::models::«plural»::create(app.db(), &values, app.clock.now())
        .await
        .expect("the «human» is valid")
}
