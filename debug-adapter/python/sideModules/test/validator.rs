//! An extension module in Rust, by PyO3: what modules such as pydantic-core rely on.

use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString};
use std::cell::Cell;
use std::collections::BTreeMap;

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(100) };
    static NAMES: Cell<Vec<String>> = const { Cell::new(Vec::new()) };
}

pyo3::create_exception!(validator, ValidationError, PyValueError);

/// How often this thread has called it, by a variable that begins with a number and one that is made.
#[pyfunction]
fn count(name: String) -> (u32, Vec<String>) {
    CALLS.with(|calls| calls.set(calls.get() + 1));
    let names = NAMES.with(|names| {
        let mut taken = names.take();
        taken.push(name);
        names.set(taken.clone());
        taken
    });
    (CALLS.with(Cell::get), names)
}

/// What a value has to be.
#[derive(Clone)]
enum Rule {
    Integer { least: Option<i64> },
    Text,
    Truth,
    ListOf(Box<Rule>),
    Fields(BTreeMap<String, (Rule, bool)>),
    Asked(std::sync::Arc<Py<PyAny>>),
}

impl Rule {
    fn read(schema: &Bound<'_, PyAny>) -> PyResult<Rule> {
        if schema.is_callable() {
            return Ok(Rule::Asked(std::sync::Arc::new(schema.clone().unbind())));
        }
        let schema = schema.cast::<PyDict>()?;
        let member = |name: &str| {
            schema
                .get_item(name)?
                .ok_or_else(|| PyKeyError::new_err(format!("a schema without {name}")))
        };
        let kind: String = member("type")?.extract()?;
        match kind.as_str() {
            "int" => {
                let least = schema.get_item("ge")?;
                Ok(Rule::Integer { least: least.map(|each| each.extract()).transpose()? })
            }
            "str" => Ok(Rule::Text),
            "bool" => Ok(Rule::Truth),
            "list" => Ok(Rule::ListOf(Box::new(Rule::read(&member("items")?)?))),
            "model" => {
                let mut fields = BTreeMap::new();
                for (name, field) in member("fields")?.cast::<PyDict>()?.iter() {
                    let is_optional = match field.cast::<PyDict>() {
                        Ok(field) => field.contains("default")?,
                        Err(_) => false,
                    };
                    fields.insert(name.extract()?, (Rule::read(&field)?, is_optional));
                }
                Ok(Rule::Fields(fields))
            }
            other => Err(PyValueError::new_err(format!("there is no type {other}"))),
        }
    }

    fn check<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        path: &mut Vec<String>,
        problems: &mut Vec<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = value.py();
        let mut refuse = |path: &[String], what: &str| {
            problems.push(format!("{}: {what}", path.join(".")));
            Ok(py.None().into_bound(py))
        };
        match self {
            Rule::Integer { least } => {
                let number = match value.cast::<PyString>() {
                    Ok(text) => text.to_str()?.trim().parse::<i64>().ok(),
                    Err(_) if value.is_instance_of::<PyBool>() => None,
                    Err(_) => value.extract().ok(),
                };
                match (number, least) {
                    (None, _) => refuse(path, "not a whole number"),
                    (Some(number), Some(least)) if number < *least => {
                        refuse(path, &format!("less than {least}"))
                    }
                    (Some(number), _) => Ok(number.into_pyobject(py)?.into_any()),
                }
            }
            Rule::Text if value.is_instance_of::<PyString>() => Ok(value.clone()),
            Rule::Text => refuse(path, "not a text"),
            Rule::Truth if value.is_instance_of::<PyBool>() => Ok(value.clone()),
            Rule::Truth => refuse(path, "neither True nor False"),
            Rule::ListOf(rule) => {
                let Ok(items) = value.cast::<PyList>() else {
                    return refuse(path, "not a list");
                };
                let made = PyList::empty(py);
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    made.append(rule.check(&item, path, problems)?)?;
                    path.pop();
                }
                Ok(made.into_any())
            }
            Rule::Fields(fields) => {
                let Ok(given) = value.cast::<PyDict>() else {
                    return refuse(path, "not an object");
                };
                let made = PyDict::new(py);
                for (name, (rule, is_optional)) in fields {
                    path.push(name.clone());
                    match given.get_item(name)? {
                        Some(item) => made.set_item(name, rule.check(&item, path, problems)?)?,
                        None if *is_optional => {}
                        None => problems.push(format!("{}: missing", path.join("."))),
                    }
                    path.pop();
                }
                Ok(made.into_any())
            }
            // May switch to another greenlet, with all of this on the stack.
            Rule::Asked(function) => match function.bind(py).call1((value,)) {
                Err(error) if error.is_instance_of::<PyValueError>(py) => {
                    refuse(path, &error.value(py).to_string())
                }
                result => result,
            },
        }
    }
}

/// Checks nested data by a schema.
#[pyclass(frozen)]
struct Validator {
    rule: Rule,
}

#[pymethods]
impl Validator {
    #[new]
    fn new(schema: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Validator { rule: Rule::read(schema)? })
    }

    fn validate<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let mut problems = Vec::new();
        let made = self.rule.check(value, &mut Vec::new(), &mut problems)?;
        if problems.is_empty() { Ok(made) } else { Err(ValidationError::new_err(problems)) }
    }
}

/// A class with state of its own, that is shared between threads by Rust's means.
#[pyclass]
struct Counter {
    total: std::sync::Mutex<i64>,
}

#[pymethods]
impl Counter {
    #[new]
    #[pyo3(signature = (start=0))]
    fn new(start: i64) -> Self {
        Counter { total: std::sync::Mutex::new(start) }
    }

    #[getter]
    fn total(&self) -> i64 {
        *self.total.lock().unwrap()
    }

    /// Threads of Rust add, without the GIL.
    fn add_in_threads(&self, py: Python<'_>, threads: i64, each: i64) -> i64 {
        py.detach(|| {
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(|| (0..each).for_each(|_| *self.total.lock().unwrap() += 1));
                }
            });
        });
        self.total()
    }

    fn __repr__(&self) -> String {
        format!("Counter({})", self.total())
    }
}

/// Fails by an error number of libc, which all modules have in common.
#[pyfunction]
fn read(path: &str) -> PyResult<String> {
    Ok(std::fs::read_to_string(path)?)
}

/// The environment and the clock by way of libc.
#[pyfunction]
fn surroundings(name: &str) -> (Option<String>, bool) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    (std::env::var(name).ok(), now.is_ok_and(|time| time.as_secs() > 1_700_000_000))
}

#[pymodule]
fn validator(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("ValidationError", module.py().get_type::<ValidationError>())?;
    module.add_function(wrap_pyfunction!(count, module)?)?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(surroundings, module)?)?;
    module.add_class::<Validator>()?;
    module.add_class::<Counter>()
}
