//! The provider's endpoints, one a file, at Keycloak's paths.
pub(crate) mod authorization;
pub(crate) mod certs;
pub(crate) mod device;
pub(crate) mod device_authorization;
pub(crate) mod discovery;
pub(crate) mod introspection;
pub(crate) mod logout;
pub(crate) mod resources;
pub(crate) mod sign_in;
pub(crate) mod token;
pub(crate) mod userinfo;
