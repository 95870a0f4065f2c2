namespace Examples;

internal sealed partial class Chart
{
    /// <summary>How many colours there are before they come round again; the last is the quiet one of linear constraints.</summary>
    private const int Colors = 6;

    private const double TitleSize = 15;
    private const double TextSize = 12;
    private const double TickSize = 11;

    // Rules with currentColor instead of CSS variables, which not every viewer of SVG knows. All stand below .chart, so that
    // several charts in one page, and the page's own rules, leave each other alone.
    private const string Style = """
        .chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#1c2430}
        .chart .paper{fill:#ffffff}
        .chart text{fill:#5a6675;font-size:12px}
        .chart .title{fill:#1c2430;font-size:15px;font-weight:600}
        .chart .tick{font-size:11px;font-variant-numeric:tabular-nums}
        .chart .note{fill:#1c2430;font-size:11px}
        .chart .halo{stroke:#ffffff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
        .chart .grid{stroke:#e6eaef;stroke-width:1}
        .chart .axis{stroke:#8b97a5;stroke-width:1}
        .chart .mark{stroke:#1c2430;stroke-width:1.2;stroke-dasharray:5 4}
        .chart .identity{stroke:#8b97a5;stroke-width:1.2;stroke-dasharray:5 4}
        .chart .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .chart .dashes{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-dasharray:7 5}
        .chart .area{fill:currentColor}
        .chart .found{fill:#c8321f;stroke:#ffffff;stroke-width:2}
        .chart .c0{color:#1f6fb8}
        .chart .c1{color:#cf5f14}
        .chart .c2{color:#1f8a66}
        .chart .c3{color:#a73f8b}
        .chart .c4{color:#8f7000}
        .chart .c5{color:#536274}
        @media (prefers-color-scheme:dark){
        .chart{color:#e7ebf0}
        .chart .paper{fill:#171c23}
        .chart text{fill:#9fabb9}
        .chart .title,.chart .note{fill:#e7ebf0}
        .chart .halo{stroke:#171c23}
        .chart .grid{stroke:#2a323c}
        .chart .axis,.chart .identity{stroke:#6d7a89}
        .chart .mark{stroke:#e7ebf0}
        .chart .found{fill:#ff7a66;stroke:#171c23}
        .chart .c0{color:#69b1f4}
        .chart .c1{color:#f39a58}
        .chart .c2{color:#57c79d}
        .chart .c3{color:#e38bc9}
        .chart .c4{color:#d9bf4f}
        .chart .c5{color:#a8b5c4}
        }

        """;
}
