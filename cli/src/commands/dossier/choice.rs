//! What she chose to show.

use crate::args::{DossierChoice, StatementChoice};
use crate::failure::Failure;
use pana_core::dossier::{Choice, Originals, Rule, RuleError, Withheld};
use pana_core::incident::Id;
use pana_core::language::Language;
use std::collections::HashSet;

const ALL: &str = "all";

pub(super) fn of(args: &DossierChoice, interface: Language) -> Result<Choice, Failure> {
    let mut withheld = if args.show_position { Withheld::nothing() } else { Withheld::default() };
    for rule in &args.withhold {
        let rule: Rule = rule.parse().map_err(|error| match error {
            RuleError::UnknownField => Failure::usage("withhold-unknown-field").with("rule", rule),
            RuleError::NotAnId => Failure::usage("withhold-not-an-id").with("rule", rule),
        })?;
        withheld.add(&rule);
    }
    let ids = |ids: &[String]| ids.iter().map(|id| Ok(id.parse()?)).collect::<Result<HashSet<Id>, Failure>>();
    let originals = match &args.original[..] {
        [] => Originals::None,
        [all] if all == ALL => Originals::All,
        some => Originals::Only(ids(some)?),
    };
    let languages = match args.statement {
        Some(StatementChoice::Kk) => vec![Language::Kk],
        Some(StatementChoice::Ru) => vec![Language::Ru],
        Some(StatementChoice::Both) => vec![Language::Kk, Language::Ru],
        None if interface == Language::En => return Err(Failure::usage("statement-needs-language")),
        None => vec![interface],
    };
    Ok(Choice { filter: super::super::filter(&args.filter)?, withheld, ticked: ids(&args.include)?, originals, languages })
}
