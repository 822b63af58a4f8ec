from seasonal.models.seasons import Season, SeasonKind

__all__ = ["Season", "SeasonKind"]
