"""The plain way to read eForms, as the peer: the standard library's ElementTree and a path for each field."""

from typing import Any
from xml.etree import ElementTree

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}
EU = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
CODES = {
    "BT-71": "cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/"
    "cbc:TendererRequirementTypeCode[@listName='reserved-procurement']",
    "BT-736": "cac:TenderingTerms/cac:ContractExecutionRequirement/"
    "cbc:ExecutionRequirementCode[@listName='reserved-execution']",
    "BT-775": "cac:ProcurementProject/cac:ProcurementAdditionalType/"
    "cbc:ProcurementTypeCode[@listName='social-objective']",
    "BT-06": "cac:ProcurementProject/cac:ProcurementAdditionalType/"
    "cbc:ProcurementTypeCode[@listName='strategic-procurement']",
}


def read(content: bytes) -> dict[str, Any]:
    """The fields that both readers are compared on."""
    root = ElementTree.fromstring(content)
    project = root.find("cac:ProcurementProject", NS)
    return {
        "procedure": _text(root, "cbc:ContractFolderID"),
        "number": _text(root, f"{EU}/efac:Publication/efbc:NoticePublicationID"),
        "titles": _texts(project, "cbc:Name"),
        "descriptions": _texts(project, "cbc:Description"),
        "cpv": _cpv(project),
        "buyer": _buyer(root),
        "lots": [_lot(lot) for lot in root.findall("cac:ProcurementProjectLot", NS) if _is_lot(lot)],
    }


def _buyer(root: ElementTree.Element) -> list[str]:
    key = _text(root, "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
    for company in root.findall(f"{EU}/efac:Organizations/efac:Organization/efac:Company", NS):
        if _text(company, "cac:PartyIdentification/cbc:ID") == key:
            names = _texts(company, "cac:PartyName/cbc:Name")
            return [*names, _text(company, "cac:PartyLegalEntity/cbc:CompanyID")]
    return []


def _lot(lot: ElementTree.Element) -> dict[str, Any]:
    project = lot.find("cac:ProcurementProject", NS)
    return {
        "id": _text(lot, "cbc:ID"),
        "titles": _texts(project, "cbc:Name"),
        "descriptions": _texts(project, "cbc:Description"),
        "cpv": _cpv(project),
        "nature": _text(project, "cbc:ProcurementTypeCode[@listName='contract-nature']"),
        "nuts": _texts(project, "cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode"),
        "end": _text(lot, "cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod/cbc:EndDate"),
        "clock": _text(lot, "cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod/cbc:EndTime"),
        "amount": _text(project, "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"),
        "documents": _texts(
            lot, "cac:TenderingTerms/cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI"
        ),
        "conditions": _texts(lot, "cac:TenderingTerms/cac:ContractExecutionRequirement/cbc:Description"),
        "criteria": _texts(
            lot,
            "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion/cbc:Description",
        ),
        "codes": {
            field: [(found.text or "").strip() for found in lot.findall(path, NS)] for field, path in CODES.items()
        },
    }


def _is_lot(lot: ElementTree.Element) -> bool:
    identifier = lot.find("cbc:ID", NS)
    return identifier is None or identifier.get("schemeName") != "LotsGroup"


def _cpv(project: ElementTree.Element | None) -> list[str]:
    return _texts(project, "cac:MainCommodityClassification/cbc:ItemClassificationCode") + _texts(
        project, "cac:AdditionalCommodityClassification/cbc:ItemClassificationCode"
    )


def _text(element: ElementTree.Element | None, path: str) -> str:
    return ((element.findtext(path, "", NS) if element is not None else "") or "").strip()


def _texts(element: ElementTree.Element | None, path: str) -> list[str]:
    return [(found.text or "").strip() for found in element.findall(path, NS)] if element is not None else []
