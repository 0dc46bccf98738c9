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
    "BT-774": "cac:ProcurementProject/cac:ProcurementAdditionalType/"
    "cbc:ProcurementTypeCode[@listName='environmental-impact']",
    "BT-805": "cac:ProcurementProject/cac:ProcurementAdditionalType/cbc:ProcurementTypeCode[@listName='gpp-criteria']",
}


PROJECT_TEXTS = {
    "BT-21": "cbc:Name",
    "BT-24": "cbc:Description",
    "BT-300": "cbc:Note",
    "BT-54": "cac:ContractExtension/cbc:OptionsDescription",
    "BT-728": "cac:RealizedLocation/cbc:Description",
    "BT-777": "cac:ProcurementAdditionalType/cbc:ProcurementType",
}
TERMS_TEXTS = {
    "BT-70": "cac:ContractExecutionRequirement/cbc:Description",
    "BT-76": "cac:TendererQualificationRequest/cbc:CompanyLegalForm",
    "BT-71": "cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:Description",
    "BT-749": f"{EU}/efac:SelectionCriteria/cbc:Name",
    "BT-750": f"{EU}/efac:SelectionCriteria/cbc:Description",
    "BT-734": "cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion/cbc:Name",
    "BT-540": "cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion/cbc:Description",
    "BT-734 (head)": "cac:AwardingTerms/cac:AwardingCriterion/cbc:Name",
    "BT-540 (head)": "cac:AwardingTerms/cac:AwardingCriterion/cbc:Description",
    "BT-95": "cbc:RecurringProcurementDescription",
}
NOTICE_TEXTS = {
    "BT-88": "cac:TenderingProcess/cbc:Description",
    "BT-01(d)": "cac:TenderingTerms/cac:ProcurementLegislationDocumentReference/cbc:DocumentDescription",
    "BT-141": f"{EU}/efac:Changes/efac:Change/efbc:ChangeDescription",
    "BT-762": f"{EU}/efac:Changes/efac:ChangeReason/efbc:ReasonDescription",
}


def read(content: bytes) -> dict[str, Any]:
    """The fields that both readers are compared on."""
    root = ElementTree.fromstring(content)
    project = root.find("cac:ProcurementProject", NS)
    return {
        "procedure": _text(root, "cbc:ContractFolderID"),
        "number": _text(root, f"{EU}/efac:Publication/efbc:NoticePublicationID"),
        "published": _text(root, f"{EU}/efac:Publication/efbc:PublicationDate"),
        "type": _text(root, "cbc:NoticeTypeCode"),
        "sub-type": _text(root, f"{EU}/efac:NoticeSubType/cbc:SubTypeCode"),
        "language": _text(root, "cbc:NoticeLanguageCode"),
        "regulatory domain": _text(root, "cbc:RegulatoryDomain"),
        "changed": _text(root, f"{EU}/efac:Changes/efbc:ChangedNoticeIdentifier"),
        "reason": _text(root, f"{EU}/efac:Changes/efac:ChangeReason/cbc:ReasonCode"),
        "buyer": _buyer(root),
        "project": _project(project),
        "texts": {field: _texts(root, path) for field, path in NOTICE_TEXTS.items()},
        "lots": [_lot(lot) for lot in root.findall("cac:ProcurementProjectLot", NS) if _is_lot(lot)],
    }


def _buyer(root: ElementTree.Element) -> list[str]:
    key = _text(root, "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
    for company in root.findall(f"{EU}/efac:Organizations/efac:Organization/efac:Company", NS):
        if _text(company, "cac:PartyIdentification/cbc:ID") == key:
            names = _texts(company, "cac:PartyName/cbc:Name")
            return [
                *names,
                _text(company, "cac:PartyLegalEntity/cbc:CompanyID"),
                *_address(company, "cac:PostalAddress"),
            ]
    return []


def _address(element: ElementTree.Element | None, path: str) -> list[str]:
    parts = ("cbc:CountrySubentityCode", "cbc:PostalZone", "cbc:CityName", "cac:Country/cbc:IdentificationCode")
    return [_text(element, f"{path}/{part}") for part in parts]


def _project(project: ElementTree.Element | None) -> dict[str, Any]:
    return {
        "cpv": _cpv(project),
        "nature": _text(project, "cbc:ProcurementTypeCode[@listName='contract-nature']"),
        "nuts": _texts(project, "cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode"),
        "place": _address(project, "cac:RealizedLocation/cac:Address"),
        "region": _texts(project, "cac:RealizedLocation/cac:Address/cbc:Region"),
        "amount": _text(project, "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"),
        "ceiling": _text(project, f"cac:RequestedTenderTotal/{EU}/efbc:FrameworkMaximumAmount"),
        "texts": {field: _texts(project, path) for field, path in PROJECT_TEXTS.items()},
    }


def _lot(lot: ElementTree.Element) -> dict[str, Any]:
    terms, process = lot.find("cac:TenderingTerms", NS), lot.find("cac:TenderingProcess", NS)
    return {
        "id": _text(lot, "cbc:ID"),
        "project": _project(lot.find("cac:ProcurementProject", NS)),
        "end": _text(process, "cac:TenderSubmissionDeadlinePeriod/cbc:EndDate"),
        "clock": _text(process, "cac:TenderSubmissionDeadlinePeriod/cbc:EndTime"),
        "requests end": _text(process, "cac:ParticipationRequestReceptionPeriod/cbc:EndDate"),
        "requests clock": _text(process, "cac:ParticipationRequestReceptionPeriod/cbc:EndTime"),
        "interest end": _text(process, f"{EU}/efac:InterestExpressionReceptionPeriod/cbc:EndDate"),
        "documents": _texts(terms, "cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI"),
        "texts": {field: _texts(terms, path) for field, path in TERMS_TEXTS.items()},
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
