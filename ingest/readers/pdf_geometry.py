"""Places on a PDF page: boxes, transformations, and the area that is shown."""

from typing import NamedTuple

# x0, y0, x1, y1 in user space: the origin is the bottom left corner.
Rect = tuple[float, float, float, float]


class Box(NamedTuple):
    """A rectangle: points from the top left corner of the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float


class Matrix(NamedTuple):
    """A PDF transformation: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def inside(self, outer: "Matrix") -> "Matrix":
        """Return the transformation by this matrix and then by the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class Frame(NamedTuple):
    """The visible area of a page in user space, and the turn that sets its text upright."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a rectangle of user space as it is shown."""
        if self.rotation == 90:
            return Box(y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        if self.rotation == 180:
            return Box(self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        if self.rotation == 270:
            return Box(self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        return Box(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
