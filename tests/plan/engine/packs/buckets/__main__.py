"""A policy pack as a user would write one: a mandatory and an advisory rule."""

from pulumi_policy import (
    EnforcementLevel,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)


def _locked(args: ResourceValidationArgs, report: ReportViolation) -> None:
    if args.resource_type == "scaleway:object/bucket:Bucket" and not args.props.get("objectLockEnabled"):
        report(f"the bucket {args.name} has no object lock", None)


def _protected(args: ResourceValidationArgs, report: ReportViolation) -> None:
    if args.resource_type == "scaleway:iam/application:Application":
        report(f"somebody must know {args.name}", None)


PolicyPack(
    name="buckets",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        ResourceValidationPolicy("locked", "Buckets are locked.", _locked),
        ResourceValidationPolicy(
            "known", "Identities are known.", _protected, enforcement_level=EnforcementLevel.ADVISORY
        ),
    ],
)
