"""The words of the evidence, in both languages."""

from __future__ import annotations

from typing import Final

from bastide.tender import marks
from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        **marks.WORDS,
        # statuses of clauses and states of rules
        "met": Text("met", "satisfait"),
        "open": Text("open", "ouvert"),
        "exempted": Text("exempted", "exempté"),
        "unknown until apply": Text("unknown until apply", "inconnu avant application"),
        "not provable from code": Text("not provable from code", "non démontrable par le code"),
        "evidence to be brought": Text("evidence to be brought", "preuve à apporter"),
        "nothing to look at": Text("nothing to look at", "rien à examiner"),
        "not asked": Text("not asked", "non posée"),
        # why a clause is not provable
        "it asks for more than code shows": Text("beyond code", "au-delà du code"),
        "its text was not read": Text("text not read", "texte non lu"),
        "it asks for nothing": Text("a statement", "une déclaration"),
        "its rules found nothing to look at": Text("nothing to look at", "rien à examiner"),
        "its rules are not asked of these stacks": Text("not asked here", "non posée ici"),
        "no rule serves it": Text("no rule", "aucune règle"),
        # who must bring what, where no rule says it
        "bring SNC": Text(
            "The provider shows for this clause the result of its qualification audit, with the attestation for the "
            "service that is bought.",
            "Le prestataire présente pour cette clause le résultat de son audit de qualification, avec l'attestation "
            "du service acheté.",
        ),
        "bring HDS": Text(
            "The host brings its certificate with scope and term, and the clause of the contract that answers this "
            "requirement.",
            "L'hébergeur fournit son certificat, avec périmètre et durée, et la clause du contrat qui répond à cette "
            "exigence.",
        ),
        "bring GDPR": Text(
            "The data-protection officer brings the contract with the processor and the record that shows how this "
            "article is kept.",
            "Le délégué à la protection des données fournit le contrat de sous-traitance et la trace qui montre "
            "comment cet article est respecté.",
        ),
        "bring SNDS": Text(
            "The security officer brings the file of the homologation with the answer to this section.",
            "Le responsable de la sécurité fournit le dossier d'homologation et la réponse apportée à cette section.",
        ),
        "bring SREN": Text(
            "The legal department brings its assessment of this article for the service that is bought.",
            "Le service juridique fournit son analyse de cet article pour le service acheté.",
        ),
        "bring other": Text(
            "The security officer says whether this clause concerns the platform, and brings what shows it.",
            "Le responsable de la sécurité indique si cette clause concerne la plateforme, et fournit de quoi le "
            "montrer.",
        ),
        # what must be known to read a framework
        "caution SNC": Text(
            "The reference is addressed to the provider. An environment can mirror a clause; it never proves a "
            "qualification.",
            "Le référentiel s'adresse au prestataire. Un environnement peut reprendre une clause à son compte ; il ne "
            "démontre jamais une qualification.",
        ),
        "not in force": Text("not in force on this day", "pas en vigueur à cette date"),
        "overdue": Text(
            "our reading of it is {days} days past its lifetime: read the text again",
            "notre lecture a dépassé de {days} jours sa durée de validité : relire le texte",
        ),
        # the command
        "estate": Text("estate", "environnement"),
        "read first": Text("read first", "à lire d'abord"),
        # the index
        "title": Text("Evidence of {estate}", "Éléments de preuve de {estate}"),
        "day": Text("Day: {value}", "Date : {value}"),
        "facts": Text("Facts: `{value}`", "Faits : `{value}`"),
        "plan": Text("Digest of the plan (SHA-256): `{value}`", "Empreinte du plan (SHA-256) : `{value}`"),
        "profiles": Text("Stacks and profiles: {value}", "Piles et profils : {value}"),
        "again": Text("To make it again:", "Pour le refaire :"),
        "paraphrase": Text(
            "The text of each clause is our own paraphrase. It is not the clause and binds nobody: read the official "
            "text before citing it. The mark says how sure it is (P the text itself was read, Q quoted, S secondary, "
            "U unsure).",
            "Le texte de chaque clause est une paraphrase. Ce n'est pas la clause et cela n'engage personne : lire le "
            "texte officiel avant de le citer. La marque dit le degré de certitude (P texte lu, Q cité, S source "
            "secondaire, U incertain).",
        ),
        "statuses": Text("What the statuses mean", "Signification des statuts"),
        "meaning": Text("- **{status}**: {means}", "- **{status}** : {means}"),
        "means met": Text(
            "what the clause asks can be seen in code, at least one rule looked, and none found anything wrong",
            "ce que demande la clause se voit dans le code, au moins une règle a vérifié, et aucune n'a rien relevé",
        ),
        "means open": Text(
            "at least one rule fails and no exemption covers it", "au moins une règle échoue sans exemption"
        ),
        "means exempted": Text(
            "what fails is under an exemption in force", "ce qui échoue est couvert par une exemption en vigueur"
        ),
        "means unknown until apply": Text(
            "shows only after deployment: check again then", "visible seulement après déploiement : à revérifier alors"
        ),
        "means not provable from code": Text(
            "no plan can show it: somebody must bring evidence",
            "aucun plan ne peut le montrer : une preuve doit être apportée",
        ),
        "summary": Text("How many clauses stand how", "Nombre de clauses par statut"),
        "framework": Text("framework", "référentiel"),
        "clause": Text("clause", "clause"),
        "status": Text("status", "statut"),
        "rules": Text("rules", "règles"),
        "proof": Text("what shows it", "ce qui le montre"),
        "on resources": Text("resources that pass: {count}", "ressources conformes : {count}"),
        "failing": Text("resources that do not: {count}", "ressources non conformes : {count}"),
        "head exemptions": Text("Exemptions", "Exemptions"),
        "no exemptions": Text("There is no exemption for this estate.", "Aucune exemption pour cet environnement."),
        "exemption states": Text(
            "{used} in force, {expired} past their term, {stale} that match nothing: [{file}]({file})",
            "{used} en vigueur, {expired} hors de leur durée, {stale} sans objet : [{file}]({file})",
        ),
    }
)
