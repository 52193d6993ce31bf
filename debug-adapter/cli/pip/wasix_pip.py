"""Runs the pip of the machine's Python, and tells what became of packages without a build.

``python wasix_pip.py REQUEST ARGUMENTS...`` runs pip with those arguments.  REQUEST is a
file of JSON; see ``machinePip.ts``, which writes it:

``environment``
    what conditions of requirements ("markers") are to be judged by.
``python``
    the whole version of the Python that the packages are for.
``standIns``
    packages, each with ``name`` and ``version``, that are taken for being there, where
    nothing is to be installed.
``folder``
    where those are made, and looked for.
``outcome``
    the file that the reason is written to when pip finds packages missing.  pip says
    nothing of it then.

``python wasix_pip.py --project FILE PYTHON`` prints what a ``pyproject.toml`` depends on, and
whether it is for that whole version of Python.

Everything of pip's that is used here is internal to it, and may be called otherwise some
day: what is not found is left alone, and pip tells its own reasons.  For any Python
that pip 22.2 and later run on.
"""

import json
import logging
import os
import runpy
import sys
import zipfile

# What pip is given as its reason, and kept from printing.
_TOLD = "wasix-python tells the reason"

# Of an HTTP answer: the index has no such package.
_NOT_FOUND = 404


class _Indexes:
    """What the indexes that pip asks have of each package, and which of them do not answer."""

    def __init__(self):
        self._files = {}
        self.silent = set()

    def note_file(self, name, link):
        self._files.setdefault(_canonical(name), {})[link.filename] = link

    def note_failure(self, link, reason):
        response = getattr(reason, "response", None)
        if getattr(response, "status_code", None) != _NOT_FOUND:
            # Which prints itself without secrets.
            self.silent.add(str(link))

    def builds(self, name):
        """Yield the version, the link, and the tags of each file; None for those of sources."""
        from pip._vendor.packaging.utils import (
            InvalidSdistFilename,
            InvalidWheelFilename,
            parse_sdist_filename,
            parse_wheel_filename,
        )
        from pip._vendor.packaging.version import InvalidVersion

        for filename, link in self._files.get(_canonical(name), {}).items():
            try:
                if filename.endswith(".whl"):
                    project, version, _, tags = parse_wheel_filename(filename)
                    tags = sorted(str(tag) for tag in tags)
                else:
                    project, version = parse_sdist_filename(filename)
                    tags = None
            except (InvalidSdistFilename, InvalidWheelFilename, InvalidVersion):
                continue
            if project == _canonical(name):
                yield version, link, tags


class _MissingPackages:
    """Says of each package that pip could not have what there is of it."""

    def __init__(self, indexes, python):
        self._indexes = indexes
        self._python = python

    def explain(self, finder, cause):
        """Return what is known, or None when something that runs here is there after all."""
        _, asked = cause.requirement.get_candidate_lookup()
        if asked is None or asked.link is not None:
            return None

        def fits(version):
            return asked.specifier.contains(version, prereleases=True)

        usable = sorted({found.version for found in finder.find_all_candidates(asked.name)})
        if any(map(fits, usable)):
            return None
        builds = list(self._indexes.builds(asked.name))
        fitting = [build for build in builds if fits(build[0])]
        for_python = [build for build in fitting if _admits(build[1].requires_python, self._python)]
        parent = cause.parent
        return {
            **_describe(_of_newest(for_python or fitting)),
            "name": asked.name,
            "specifier": str(asked.specifier),
            "requiredBy": None if parent is None else f"{parent.name} {parent.version}",
            "usable": [str(version) for version in usable],
            "newest": next((str(build[0]) for build in _of_newest(builds)), None),
            "isForPython": bool(for_python),
            "standIn": _some_version(asked.specifier, fitting),
            "indexes": [_without_secrets(url) for url in finder.index_urls],
            "silent": sorted(self._indexes.silent),
        }


def _explain_file(link):
    """Return what is known of a wheel that was named itself."""
    builds = _Indexes()
    name = link.filename.partition("-")[0]
    builds.note_file(name, link)
    told = _describe(builds.builds(name))
    return {
        **told,
        "name": name,
        "specifier": "",
        "requiredBy": None,
        "usable": [],
        "newest": told["version"],
        "isForPython": True,
        "standIn": None,
        "indexes": [],
        "silent": [],
    }


def _describe(builds):
    """Return what the builds of one version are for."""
    builds = list(builds)
    return {
        "version": next((str(version) for version, _, _ in builds), None),
        "requiresPython": next(
            (link.requires_python for _, link, _ in builds if link.requires_python), None
        ),
        "tags": sorted({tag for _, _, tags in builds for tag in tags or ()}),
        "hasSource": any(tags is None for _, _, tags in builds),
    }


def _of_newest(builds):
    """Return those builds that are of the newest version, which is a release if there are any."""
    versions = [version for version, _, _ in builds]
    released = [version for version in versions if not version.is_prerelease]
    newest = max(released or versions, default=None)
    return [build for build in builds if build[0] == newest]


def _some_version(specifiers, builds):
    """Return a version that fulfils a condition, that of a build if there is one, or None."""
    newest = _of_newest(builds)
    if newest:
        return str(newest[0][0])
    tried = ["0", "1", *(each.version.replace(".*", "") for each in specifiers)]
    tried += [f"{version}.1" for version in tried]
    return next((each for each in tried if specifiers.contains(each, prereleases=True)), None)


def _canonical(name):
    from pip._vendor.packaging.utils import canonicalize_name

    return canonicalize_name(name)


def _admits(specifiers, python):
    from pip._vendor.packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(specifiers or "").contains(python, prereleases=True)
    except InvalidSpecifier:
        # pip takes it for no condition, too.
        return True


def _without_secrets(address):
    from pip._internal.utils.misc import redact_auth_from_url

    return redact_auth_from_url(address)


def _judge_markers_by(environment):
    """Have conditions judged for the Python that packages are for, and not for this one."""
    from pip._vendor.packaging import markers

    if hasattr(markers, "default_environment"):
        markers.default_environment = lambda: dict(environment)


def _note_files(indexes):
    from pip._internal.index.package_finder import LinkEvaluator

    evaluate = LinkEvaluator.evaluate_link

    def evaluate_link(self, link):
        indexes.note_file(self.project_name, link)
        return evaluate(self, link)

    LinkEvaluator.evaluate_link = evaluate_link


def _note_failures(indexes):
    from pip._internal.index import collector

    tell = collector._handle_get_simple_fail

    def handle(link, reason, *rest, **options):
        indexes.note_failure(link, reason)
        return tell(link, reason, *rest, **options)

    collector._handle_get_simple_fail = handle


def _tell_of_missing(missing, outcome):
    from pip._internal.exceptions import DistributionNotFound, UnsupportedWheel
    from pip._internal.resolution.resolvelib.factory import Factory

    tell = Factory.get_installation_error
    fail = Factory._fail_if_link_is_unsupported_wheel

    def write(told):
        with open(outcome, "w", encoding="utf-8") as file:
            json.dump(told, file)

    def get_installation_error(self, e, constraints):
        try:
            told = [missing.explain(self._finder, cause) for cause in e.causes]
        except AttributeError:
            told = []
        told = [each for each in told if each is not None]
        if not told:
            return tell(self, e, constraints)
        write(told)
        return DistributionNotFound(_TOLD)

    def fail_if_link_is_unsupported_wheel(self, link):
        try:
            fail(self, link)
        except UnsupportedWheel:
            write([_explain_file(link)])
            raise UnsupportedWheel(_TOLD) from None

    Factory.get_installation_error = get_installation_error
    Factory._fail_if_link_is_unsupported_wheel = fail_if_link_is_unsupported_wheel
    logging.getLogger("pip._internal.cli.base_command").addFilter(
        lambda record: record.getMessage() != _TOLD
    )


def _heed_no_hashes():
    """Let packages stand in for others, whose hashes are known: nothing is installed."""
    from pip._internal.req.req_install import InstallRequirement
    from pip._internal.utils.hashes import Hashes

    InstallRequirement.has_hash_options = property(lambda self: False)
    InstallRequirement.hashes = lambda self, trust_internet=True: Hashes()


def _build_nothing():
    """Refuse what is there as sources alone: to build it runs its programs on this machine."""
    from pip._internal.distributions.sdist import SourceDistribution
    from pip._internal.exceptions import InstallationError

    def prepare_distribution_metadata(self, *arguments, **options):
        raise InstallationError(
            f"{self.req} is source code, of which nothing is built here: make a wheel of it"
            " (pip wheel), and name that"
        )

    SourceDistribution.prepare_distribution_metadata = prepare_distribution_metadata


def _make_stand_in(folder, name, version):
    """Write a wheel of nothing."""
    project = _canonical(name).replace("-", "_")
    metadata = f"{project}-{version}.dist-info"
    file = os.path.join(folder, f"{project}-{version}-py3-none-any.whl")
    with zipfile.ZipFile(file, "w") as wheel:
        wheel.writestr(
            f"{metadata}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{metadata}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{metadata}/RECORD", "")


def _run_pip(request):
    indexes = _Indexes()
    missing = _MissingPackages(indexes, request["python"])
    stand_ins = request["standIns"]
    for change in (
        lambda: _judge_markers_by(request["environment"]),
        lambda: _note_files(indexes),
        lambda: _note_failures(indexes),
        lambda: _tell_of_missing(missing, request["outcome"]),
        _build_nothing,
        lambda: _heed_no_hashes() if stand_ins else None,
    ):
        try:
            change()
        except (AttributeError, ImportError):
            # Another pip than any that this has been tried with.
            continue
    for each in stand_ins:
        _make_stand_in(request["folder"], each["name"], each["version"])
    runpy.run_module("pip", run_name="__main__", alter_sys=True)


def _tell_of_project(file, python):
    """Print what a project says of itself that decides whether it runs."""
    try:
        import tomllib
    except ImportError:
        from pip._vendor import tomli as tomllib
    with open(file, "rb") as text:
        try:
            project = tomllib.load(text).get("project", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            sys.exit(str(error))
    if not isinstance(project, dict):
        sys.exit("its project is no table")
    if not _are_texts(project.get("dependencies", [])):
        sys.exit("its dependencies are no list of requirements")
    # Otherwise the project's build tells, or a table of that tool's own.
    is_told = "name" in project and "dependencies" not in project.get("dynamic", ())
    requires_python = project.get("requires-python")
    told = {
        "name": project.get("name"),
        "dependencies": project.get("dependencies", []) if is_told else None,
        "requiresPython": requires_python,
        "isForPython": _admits(requires_python, python),
    }
    json.dump(told, sys.stdout)


def _are_texts(value):
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _main():
    first, *rest = sys.argv[1:]
    # What lies beside this file is not to be imported.
    del sys.path[0]
    if first == "--project":
        _tell_of_project(*rest)
        return
    with open(first, encoding="utf-8") as file:
        request = json.load(file)
    sys.argv = ["pip", *rest]
    _run_pip(request)


if __name__ == "__main__":
    _main()
