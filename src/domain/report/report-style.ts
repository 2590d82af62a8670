/** The colours of the light theme, on paper too. Text has at least 4.5:1. */
export const REPORT_STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:880px;padding:24px 20px 48px;background:#fff;color:#17201f;font:400 14px/21px 'Inter Variable','Inter',ui-sans-serif,system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:2px 0 8px;font-size:22px;line-height:29px;font-weight:600}
h2{margin:0 0 4px;font-size:16px;line-height:22px;font-weight:600}
h3{margin:12px 0 2px;font-size:14px;line-height:20px;font-weight:600}
p{margin:0 0 4px}
.whole{white-space:nowrap}
header{display:flex;flex-wrap:wrap;gap:2px 16px;justify-content:space-between;margin-bottom:16px;color:#4a5452}
.made{order:2}
.verdict{border-left:4px solid #767d79;padding:4px 0 4px 16px}
.verdict.drift{border-color:#c8322b}
.verdict.no-drift{border-color:#2e8b57}
.verdict.warning{border-color:#b47512}
.outcome{font-weight:600;color:#4a5452}
.drift .outcome{color:#ad221c}
.no-drift .outcome{color:#1f6b43}
.warning .outcome{color:#875400}
dl{margin:4px 0 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:2px 20px}
dl>div{display:flex;gap:8px;min-width:0}
dl.facts{display:flex;flex-wrap:wrap;gap:2px 24px;margin-top:10px}
dt{color:#4a5452;flex:none;max-width:60%}
dl.facts dt{max-width:none}
dd{margin:0;font-weight:500;font-variant-numeric:tabular-nums}
section,.charts{margin:0 0 24px}
.charts{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:24px 20px}
figure{grid-column:1/-1;margin:0}
figure.narrow{grid-column:auto}
figcaption p{color:#4a5452}
.picture{margin-top:8px;border:1px solid #eae7e1;border-radius:8px;padding:8px;overflow:hidden}
.picture svg{display:block}
.picture>svg{max-width:100%;height:auto}
ul{margin:0;padding-left:20px}
code,pre,.link{font:400 12px/18px 'Geist Mono Variable',ui-monospace,monospace}
pre{margin:4px 0 12px;padding:10px 12px;border-radius:6px;background:#f2f0eb;white-space:pre-wrap}
a{color:#0a6270;text-decoration:underline}
@media screen and (width<640px){figure.narrow{grid-column:1/-1}.picture{overflow-x:auto}figure:not(.narrow)>.picture>svg{width:640px;max-width:none}}
@page{margin:16mm}
@media print{
body{max-width:none;padding:0;font-size:10.5pt;line-height:1.45}
figure,.file,.verdict,pre{break-inside:avoid}
h2,h3,figcaption{break-after:avoid}
.picture{border-color:#dbd7ce;print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit}
}
`
