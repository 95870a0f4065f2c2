using Extremal.Tests.Laws.Reading;

namespace Extremal.Tests.Laws;

/// <summary>The rooms of the house and their floors. A room may know the rooms below it; neither those above nor its neighbours.</summary>
internal static class Rooms
{
    private const string Root = "Extremal";

    // Nothing is above the front door, whose room has no name.
    private static readonly string[][] RoomsByFloor =
    [
        ["Memory"], ["Kernels", "Formats"], ["LinearAlgebra"], ["Autodiff", "Optimization", "Data"], ["Networks"], ["Problems"], ["Results"],
        ["Training", "Extrema", "Certificates"], [""],
    ];

    private static readonly Dictionary<string, int> Floors = RoomsByFloor
        .SelectMany((rooms, floor) => rooms.Select(room => (room, floor: floor + 1)))
        .ToDictionary(place => place.room, place => place.floor);

    /// <summary>Null if a type may mention the other, else why not.</summary>
    public static string? Forbidden(Reference reference)
    {
        if (RoomOf(reference.From) is not { } from || RoomOf(reference.To) is not { } to || from == to)
        {
            return null;
        }

        return !Floors.TryGetValue(from, out int fromFloor) || !Floors.TryGetValue(to, out int toFloor)
            ? $"{reference}: a room without a floor"
            : toFloor < fromFloor ? null : $"{reference}: {(toFloor == fromFloor ? "across" : "up")} from floor {fromFloor} to {toFloor}";
    }

    // Null for what is not Extremal's; empty for the front door.
    private static string? RoomOf(TypeName type)
    {
        string[] parts = type.Namespace.Split('.');
        return parts[0] == Root ? parts.ElementAtOrDefault(1) ?? "" : null;
    }
}
