namespace Extremal.Kernels;

/// <summary>A number of rows, or of panels, as a type: C# has no numbers as type arguments. What is compared with it folds away.</summary>
internal interface IGemmCount
{
    static abstract int Count { get; }
}

/// <summary>The heights of a tile.</summary>
internal static class GemmCount
{
    public readonly struct Of1 : IGemmCount
    {
        public static int Count => 1;
    }

    public readonly struct Of2 : IGemmCount
    {
        public static int Count => 2;
    }

    public readonly struct Of3 : IGemmCount
    {
        public static int Count => 3;
    }

    public readonly struct Of4 : IGemmCount
    {
        public static int Count => 4;
    }

    public readonly struct Of5 : IGemmCount
    {
        public static int Count => 5;
    }

    public readonly struct Of6 : IGemmCount
    {
        public static int Count => 6;
    }

    public readonly struct Of7 : IGemmCount
    {
        public static int Count => 7;
    }

    public readonly struct Of8 : IGemmCount
    {
        public static int Count => 8;
    }

    public readonly struct Of9 : IGemmCount
    {
        public static int Count => 9;
    }

    public readonly struct Of10 : IGemmCount
    {
        public static int Count => 10;
    }

    public readonly struct Of11 : IGemmCount
    {
        public static int Count => 11;
    }

    public readonly struct Of12 : IGemmCount
    {
        public static int Count => 12;
    }

    public readonly struct Of13 : IGemmCount
    {
        public static int Count => 13;
    }

    public readonly struct Of14 : IGemmCount
    {
        public static int Count => 14;
    }
}
