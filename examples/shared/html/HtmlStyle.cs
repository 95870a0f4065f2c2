namespace Examples;

/// <summary>How a report looks: one column of text at a width that reads well, figures as wide as the page.</summary>
internal static class HtmlStyle
{
    public const string Rules = """
        :root{color-scheme:light dark;
        --page:#f3f5f8;--paper:#ffffff;--ink:#1c2430;--quiet:#5a6675;--rule:#dfe4ea;--accent:#1f6fb8;--tint:#eaf2fb}
        @media (prefers-color-scheme:dark){:root{
        --page:#0f1318;--paper:#171c23;--ink:#e7ebf0;--quiet:#9fabb9;--rule:#2a323c;--accent:#69b1f4;--tint:#1b2a3a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);
        font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1160px;margin:0 auto;padding:40px 24px 72px}
        header{margin-bottom:28px}
        h1{margin:0;font-size:clamp(26px,4vw,36px);line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
        h2{margin:0 0 8px;font-size:21px;line-height:1.3;letter-spacing:-.01em}
        p{max-width:74ch;margin:0 0 14px}
        .lead{margin-top:10px;font-size:18px;color:var(--quiet)}
        section{margin-top:44px}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:14px;margin:18px 0}
        .card,figure,.table,details,pre{background:var(--paper);border:1px solid var(--rule);border-radius:10px}
        .card{padding:14px 18px}
        .card .name{font-size:13px;color:var(--quiet)}
        .card .value{font-size:27px;line-height:1.3;font-weight:600;letter-spacing:-.01em;
        font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .card .remark{font-size:13px;color:var(--quiet)}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:16px;margin:18px 0}
        figure{margin:0;overflow:hidden}
        figure svg.chart{display:block;width:100%;height:auto}
        figcaption{padding:10px 16px 13px;border-top:1px solid var(--rule);font-size:14px;line-height:1.5;color:var(--quiet)}
        .table{margin:18px 0;overflow-x:auto;width:fit-content;max-width:100%}
        table{border-collapse:collapse;font-size:15px;line-height:1.4}
        caption{padding:11px 16px;text-align:left;font-size:14px;color:var(--quiet);border-bottom:1px solid var(--rule)}
        th,td{padding:8px 16px;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule)}
        tbody tr:last-child td{border-bottom:0}
        th{font-size:13px;font-weight:600;color:var(--quiet)}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .emphasis td{background:var(--tint);font-weight:600}
        .emphasis td:first-child{box-shadow:inset 3px 0 var(--accent)}
        details{margin:18px 0;padding:0 18px}
        summary{padding:11px 0;cursor:pointer;font-weight:600}
        summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        details[open]{padding-bottom:8px}
        details pre{background:var(--page)}
        pre{margin:18px 0;padding:14px 18px;overflow-x:auto;font:13px/1.5 ui-monospace,"Cascadia Mono",Consolas,Menlo,monospace}
        @media (max-width:560px){main{padding:24px 14px 48px}.card .value{font-size:22px}th,td{padding:7px 11px}}
        @media print{
        :root{--page:#ffffff;--paper:#ffffff;--ink:#000000;--quiet:#444444;--rule:#cccccc;--tint:#eef2f6;color-scheme:light}
        body{font-size:11pt}main{max-width:none;padding:0}section{margin-top:24pt}h2{break-after:avoid}
        .card,figure,tr{break-inside:avoid}.emphasis td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .figures{grid-template-columns:1fr 1fr}pre{white-space:pre-wrap}
        }

        """;
}
