//! The OpenAPI document, made from the table of routes.

use crate::routes::{Kind, Question, ROUTES, Route};
use serde_json::{Map, Value, json};

/// Every address with what can be asked there and what comes back.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        for (ending, kind, schema) in [
            ("", "text/html", json!({ "type": "string" })),
            (
                ".json",
                "application/json",
                json!({ "$ref": "#/components/schemas/Table" }),
            ),
            (".csv", "text/csv", json!({ "type": "string" })),
        ] {
            paths.insert(format!("{}{ending}", route.path), path(route, kind, &schema));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chancery, the Accounts desk",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Each page is one table: as a page, as JSON, as CSV. Nothing here is \
                a fact: each row stands with those according to whom it is so.",
        },
        "paths": paths,
        "components": { "schemas": {
            "Table": {
                "type": "object",
                "required": ["title", "rows"],
                "properties": {
                    "title": { "type": "string" },
                    "rows": { "type": "array", "items": {
                        "type": "object",
                        "additionalProperties": { "anyOf": [
                            { "type": ["string", "integer", "null"] },
                            { "type": "array", "items": { "type": "string" } },
                        ] },
                    } },
                },
            },
            "Error": {
                "type": "object",
                "required": ["error"],
                "properties": { "error": { "type": "string" } },
            },
        } },
    })
}

fn path(route: &Route, kind: &str, schema: &Value) -> Value {
    let named = route.names().map(|name| {
        json!({
            "name": name, "in": "path", "required": true,
            "schema": { "type": "string", "minLength": 1 },
        })
    });
    let asked = route.questions.iter().map(question);
    let failed = |tells: &str| match kind {
        "application/json" => json!({ "description": tells, "content": { kind: {
            "schema": { "$ref": "#/components/schemas/Error" } } } }),
        "text/csv" => json!({ "description": tells, "content": { "text/plain": {
            "schema": { "type": "string" } } } }),
        _ => json!({ "description": tells, "content": { kind: {
            "schema": { "type": "string" } } } }),
    };
    json!({ "get": {
        "summary": route.tells,
        "parameters": named.chain(asked).collect::<Vec<_>>(),
        "responses": {
            "200": { "description": route.tells, "content": { kind: { "schema": schema } } },
            "303": { "description": "The permanent address of the same thing." },
            "400": failed("A question that cannot be asked."),
            "403": failed("This server does not answer that."),
            "404": failed("Nothing is at this address."),
        },
    } })
}

fn question(asked: &Question) -> Value {
    let schema = match asked.kind {
        Kind::Words => json!({ "type": "string" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::Date => {
            json!({ "type": "string", "pattern": "^-?[0-9]{4}(-[0-9]{2}){0,2}$" })
        }
        Kind::One(words) => json!({ "type": "string", "enum": words }),
    };
    json!({ "name": asked.name, "in": "query", "description": asked.tells, "schema": schema })
}
