namespace Extremal.Kernels;

/// <summary>The number of rows of a tile, as a type: C# has no numbers as type arguments.</summary>
internal interface IGemmRows
{
    static abstract int Count { get; }
}

/// <summary>The heights of a tile, from 1 row to 14.</summary>
internal static class GemmRows
{
    public readonly struct Of1 : IGemmRows
    {
        public static int Count => 1;
    }

    public readonly struct Of2 : IGemmRows
    {
        public static int Count => 2;
    }

    public readonly struct Of3 : IGemmRows
    {
        public static int Count => 3;
    }

    public readonly struct Of4 : IGemmRows
    {
        public static int Count => 4;
    }

    public readonly struct Of5 : IGemmRows
    {
        public static int Count => 5;
    }

    public readonly struct Of6 : IGemmRows
    {
        public static int Count => 6;
    }

    public readonly struct Of7 : IGemmRows
    {
        public static int Count => 7;
    }

    public readonly struct Of8 : IGemmRows
    {
        public static int Count => 8;
    }

    public readonly struct Of9 : IGemmRows
    {
        public static int Count => 9;
    }

    public readonly struct Of10 : IGemmRows
    {
        public static int Count => 10;
    }

    public readonly struct Of11 : IGemmRows
    {
        public static int Count => 11;
    }

    public readonly struct Of12 : IGemmRows
    {
        public static int Count => 12;
    }

    public readonly struct Of13 : IGemmRows
    {
        public static int Count => 13;
    }

    public readonly struct Of14 : IGemmRows
    {
        public static int Count => 14;
    }
}
