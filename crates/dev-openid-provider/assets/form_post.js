// Sends the form that carries an authorization response, so that nobody has to press its button.
document.forms[0].submit();
