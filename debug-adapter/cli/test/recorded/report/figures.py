"""What is told of numbers."""


def summary(numbers: list[float]) -> dict[str, float]:
    return {"sum": sum(numbers), "largest": max(numbers), "count": len(numbers)}
