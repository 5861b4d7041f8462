"""datapackage.json: what the Data Package standard asks for, and what is true of the files beside it."""

from __future__ import annotations

import hashlib
import json

import pyarrow.parquet as pq
import pytest
from made_batches import document_rows, prepared_folder

from kaozheng.tasks.publish.stage import publish
from kaozheng.tasks.tables.history import PUBLISHED

# Of the standard's table schema: the types of fields, and which constraints a type may have.
TYPES = {"string", "number", "integer", "boolean", "date", "time", "datetime", "array"}
CONSTRAINTS = {"required": bool, "enum": list, "minimum": (int, float), "maximum": (int, float)}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = tmp_path_factory.mktemp("package")
    publish([prepared_folder(home / "staged", "a1", document_rows("a.txt"))], home / "w")
    return home / "w"


@pytest.fixture(scope="module")
def package(warehouse):
    return json.loads((warehouse / "datapackage.json").read_text(encoding="utf-8"))


def test_it_has_what_the_standard_asks_for(package):
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in PUBLISHED]
    for resource in package["resources"]:
        assert {"name", "path", "schema", "format", "mediatype", "bytes", "hash"} <= set(resource)
        assert not resource["path"].startswith(("/", ".")), "a path is relative and leads down"
        for field in resource["schema"]["fields"]:
            assert {"name", "type", "description", "example", "madeBy"} <= set(field), f"{resource['name']}.{field['name']}"
            assert field["type"] in TYPES
            assert all(isinstance(value, CONSTRAINTS[name]) for name, value in field.get("constraints", {}).items())


def test_keys_name_fields_that_are_there(package):
    fields = {resource["name"]: {field["name"] for field in resource["schema"]["fields"]} for resource in package["resources"]}
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        assert set(schema.get("primaryKey", ())) <= fields[name]
        for key in schema.get("foreignKeys", ()):
            assert set(key["fields"]) <= fields[name]
            assert set(key["reference"]["fields"]) <= fields[key["reference"].get("resource", name)]


def test_it_tells_the_truth_about_the_files_beside_it(warehouse, package):
    for resource in package["resources"]:
        for home in (warehouse, (warehouse / "current").resolve()):
            content = (home / resource["path"]).read_bytes()
            assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (resource["bytes"], resource["hash"])
        parquet = pq.ParquetFile(warehouse / resource["path"])
        assert parquet.metadata.num_rows == resource["rows"]
        assert parquet.schema_arrow.names == [field["name"] for field in resource["schema"]["fields"]]
