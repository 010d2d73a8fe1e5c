"""The kinds of rows of the logs, with plain days; None where a cell is blank."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Order:
    """One repair order; `arrived` is a day when its time of day was not written."""

    id: str
    customer: str
    ward: str
    province: str
    zone: str
    model: str
    serial: str
    symptom: str
    station: str
    worker: str
    clerk: str
    called: datetime
    arrived: datetime | date | None
    repaired: date
    covered: bool
    fee: int
    quoted: date | None


@dataclass(frozen=True, slots=True)
class Install:
    """One installation, from arrival of the beds to the call after it."""

    id: str
    customer: str
    province: str
    model: str
    beds: int
    serial: str
    came: date
    agreed: date | None
    done: date | None
    worker: str
    called: date | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson for the nurses of a ward after an installation."""

    id: str
    install: str
    customer: str
    ward: str
    accepted: date
    taught: date | None
    teacher: str
    heads: int | None


@dataclass(frozen=True, slots=True)
class Check:
    """One yearly check of a ward's beds under warranty."""

    id: str
    customer: str
    ward: str
    model: str
    beds: int
    month: date
    done: date | None
    worker: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery, with the customer's postponement where there is one."""

    id: str
    customer: str
    province: str
    model: str
    beds: int
    due: date
    put_off: date | None
    signed: date


@dataclass(frozen=True, slots=True)
class Visit:
    """One quarterly visit to a service station."""

    id: str
    station: str
    quarter: str
    end: date
    done: date | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint."""

    id: str
    opened: date
    source: str
    customer: str
    matter: str
    answer: str
    closed: date | None
    folder: str


@dataclass(frozen=True, slots=True)
class Battery:
    """One lot of old batteries taken back."""

    id: str
    customer: str
    model: str
    number: int
    taken: date
    handed: date | None
