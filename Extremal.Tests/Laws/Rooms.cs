using Extremal.Tests.Laws.Reading;

namespace Extremal.Tests.Laws;

/// <summary>The rooms of the house and their floors. A room may know the rooms below it; neither those above nor its neighbours.</summary>
internal static class Rooms
{
    private const string Root = "Extremal";

    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Memory"] = 1,
        ["Kernels"] = 2, ["Formats"] = 2,
        ["Autodiff"] = 3, ["Optimization"] = 3, ["Data"] = 3,
        ["Networks"] = 4,
        ["Problems"] = 5,
        ["Training"] = 6, ["Extrema"] = 6, ["Certificates"] = 6,
        [""] = 7,
    };

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
