#include "render/html_style.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

namespace atalaya::render {

namespace {

constexpr std::string_view sheet = R"css(
:root{color-scheme:light dark;--paper:#f3f4f1;--surface:#fff;--sunk:#eceeea;--ink:#14212b;--ink2:#4b5a66;--ink3:#61707b;
--line:#dcdfda;--line2:#c3c9c5;--accent:#0a5f73;--soft:#e1eff1;--signal:#b23c00;--signal-soft:#fdeee3}
@media (prefers-color-scheme:dark){:root{--paper:#0d1419;--surface:#141d23;--sunk:#0f171c;--ink:#e9eff1;--ink2:#aab8c0;
--ink3:#8fa0a9;--line:#26333b;--line2:#3a4952;--accent:#6cc4d4;--soft:#16323a;--signal:#ff9a5c;--signal-soft:#3a2213}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:400 15px/1.5 "Public Sans",system-ui,sans-serif;
font-variant-numeric:lining-nums}
h1,h2,h3,h4,p,ul,ol,dl,dd,figure,table{margin:0;padding:0}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-80px;padding:8px 14px;background:var(--surface);border:2px solid var(--accent);border-radius:6px;z-index:2}
.skip:focus{top:12px}
.masthead{background:var(--surface);border-top:4px solid var(--accent);border-bottom:1px solid var(--line)}
.masthead .in,.frame,.colophon .in{max-width:1180px;margin:0 auto;padding:0 24px}
.masthead .in{padding-top:22px;padding-bottom:22px}
.badges{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:0 0 14px}
.badges li{background:var(--signal-soft);color:var(--signal);font-weight:600;font-size:12px;line-height:1;padding:6px 9px;border-radius:4px}
h1{font-size:28px;line-height:1.2;font-weight:700;letter-spacing:-.01em;max-width:30em;text-wrap:balance}
h1 .kind{display:block;font-size:14px;line-height:1.5;font-weight:600;letter-spacing:0;color:var(--accent)}
.head{list-style:none;margin-top:10px;color:var(--ink2);font-size:13px}
.frame{display:grid;grid-template-columns:212px minmax(0,1fr);gap:28px;padding-top:24px;padding-bottom:40px;align-items:start}
.contents{position:sticky;top:16px;font-size:13px;line-height:1.35;max-height:calc(100vh - 32px);overflow:auto}
.contents h2{font-size:12px;font-weight:600;color:var(--ink2);margin:0 0 6px}
.contents ol{list-style:none;border-left:1px solid var(--line2)}
.contents a{display:block;padding:5px 0 5px 12px;color:var(--ink2);text-decoration:none;margin-left:-1px;border-left:2px solid transparent}
.contents a:hover{color:var(--accent);border-left-color:var(--accent)}
main{display:grid;gap:14px;min-width:0}
main:focus{outline:none}
.card{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:22px 24px 24px;min-width:0}
.card>*+*{margin-top:14px}
h2{font-size:19px;line-height:1.3;font-weight:600;letter-spacing:-.005em}
h3{font-size:15px;font-weight:600;color:var(--accent)}
.card>*+h3{margin-top:24px}
h4{font-size:14px;font-weight:600}
p{max-width:70ch;text-wrap:pretty}
.finding{font-size:17px;line-height:1.45;border-left:3px solid var(--accent);padding:1px 0 1px 14px}
.note,.notes p{font-size:12.5px;color:var(--ink2)}
.gloss{background:var(--paper);border-radius:6px;padding:10px 14px;font-size:14px;color:var(--ink2);max-width:calc(70ch + 28px)}
b,strong{font-weight:600}
a.figure{color:inherit;text-decoration:underline dotted var(--ink3) 1px;text-underline-offset:.2em}
a.figure:hover{color:var(--accent);text-decoration-style:solid}
td a.figure,.kpis a.figure{text-decoration-color:transparent}
td a.figure:hover,.kpis a.figure:hover{text-decoration-color:currentcolor}
.kpis{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:1px;background:var(--surface);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.kpis>div{box-shadow:0 0 0 1px var(--line);padding:12px 12px 14px;display:flex;flex-direction:column}
.kpis dt{font-size:12.5px;color:var(--ink2)}
.kpis .value{font-size:29px;line-height:1.25;font-weight:600;letter-spacing:-.01em}
.kpis .below{font-size:12.5px;color:var(--ink2);line-height:1.4}
.scroll{overflow-x:auto;position:relative}
table{border-collapse:collapse;width:100%;font-size:13.2px;line-height:1.35;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;padding:0 0 8px;font-variant-numeric:lining-nums}
.what{display:block;font-size:15px;font-weight:600;line-height:1.35}
.what .id{color:var(--accent);margin-right:.5em;font-weight:600}
.when{display:block;font-size:12.5px;color:var(--ink2);font-weight:400}
th,td{padding:7px 10px 7px 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:2px}
thead th{font-size:12px;font-weight:600;color:var(--ink2);vertical-align:bottom;border-bottom:1.5px solid var(--line2)}
thead tr.groups th{padding-bottom:3px;border-bottom:0}
thead tr.groups th.joint{text-align:center;border-bottom:1px solid var(--line2)}
tbody th{font-weight:600}
.num{text-align:right;padding-left:8px}
.whole{white-space:nowrap}
tbody tr:hover>*{background:var(--paper)}
.wide{font-size:12.4px}
.wide th,.wide td{padding-left:0;padding-right:9px}
.wide thead th{font-size:11.5px}
.wide tbody th{min-width:10.5em}
.compact{font-size:12.4px}
.compact th,.compact td{padding-top:4px;padding-bottom:4px}
.conclusive{font-weight:600;color:var(--accent)}
.inconclusive{color:var(--ink3)}
tbody tr:hover .inconclusive{color:var(--ink2)}
.missing,.provisional{color:var(--ink2)}
.plate{background:#fff;margin-top:8px;border-radius:6px}
.plate svg{display:block;width:100%;height:auto}
.plate.wide{overflow-x:auto}
.notes{margin-top:8px}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:20px 28px}
.pictures figure{min-width:0}
details{margin-top:8px;font-size:13px}
summary{cursor:pointer;color:var(--accent);width:max-content;max-width:100%;padding:3px 0}
details .scroll{margin-top:8px}
code{font:12px/1.4 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.appendix table{font-size:12px;min-width:820px}
.appendix td,.appendix th{vertical-align:top}
.appendix .sub{display:block;color:var(--ink2)}
.appendix tr:target>*{background:var(--soft)}
.appendix tr{scroll-margin-top:40px}
.appendix tbody th{font-weight:400}
.colophon{border-top:1px solid var(--line);color:var(--ink2);font-size:12.5px}
.colophon .in{padding-top:16px;padding-bottom:32px}
@media (max-width:900px){.frame{grid-template-columns:minmax(0,1fr);gap:16px;padding:16px}.contents{position:static;max-height:none}
.contents ol{columns:2 14em;border:0}.contents a{padding-left:0;border:0;margin:0}}
@media (max-width:560px){.plate.wide svg{min-width:640px}.masthead .in,.colophon .in{padding-left:16px;padding-right:16px}h1{font-size:22px}.card{padding:16px}.card caption>span{position:sticky;left:0;width:calc(100vw - 66px)}.kpis .value{font-size:25px}}
@page{size:A4;margin:20mm 16mm 16mm;
@top-left{font:7.5pt "Public Sans",sans-serif;color:#4b5a66}@bottom-right{font:7.5pt "Public Sans",sans-serif;color:#4b5a66}
@top-right{font:600 7.5pt "Public Sans",sans-serif;color:#b23c00}}
@media print{:root{color-scheme:light;--paper:#f3f4f1;--surface:#fff;--sunk:#eceeea;--ink:#14212b;--ink2:#4b5a66;--ink3:#61707b;
--line:#dcdfda;--line2:#c3c9c5;--accent:#0a5f73;--soft:#e1eff1;--signal:#b23c00;--signal-soft:#fdeee3}
body{background:#fff;font-size:9.4pt;line-height:1.4;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.skip,.contents,details{display:none}
.masthead{border:0}.masthead .in,.frame,.colophon .in{max-width:none;padding:0}.frame{display:block;padding-top:4mm}
main{display:block}.card{border:0;border-radius:0;padding:0;margin-top:7mm}.card>*+*{margin-top:3mm}
.new-page{break-before:page}h1{font-size:19pt}h1 .kind{font-size:10pt}.head{font-size:8.2pt}
h2{font-size:13pt;border-top:.8pt solid var(--accent);padding-top:2mm}h2,h3,h4,caption{break-after:avoid}h3,h4{font-size:10pt}
.finding{font-size:10.5pt}.gloss,.note,.notes p,.when{font-size:8pt}.what{font-size:9.4pt}
figure,.kpis,tr{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}
table,.compact,.wide{font-size:8pt}th,td,.compact th,.compact td{padding-top:.8mm;padding-bottom:.8mm}thead th{font-size:7.4pt}
.kpis .value{font-size:17pt}.kpis dt,.kpis .below{font-size:7.8pt}.kpis{grid-template-columns:repeat(auto-fit,minmax(28mm,1fr))}
.pictures{grid-template-columns:repeat(auto-fit,minmax(50mm,1fr));gap:5mm}
.appendix{break-before:auto}.appendix table{font-size:6.4pt;min-width:0}.appendix code{font-size:5.8pt}a.figure{text-decoration-color:var(--line2)}}
)css";

std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3), '\0');
    // EVP writes a final zero byte, which is std::string's own.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return out;
}

std::string face(int weight, std::string_view woff2) {
    if (woff2.empty()) return {};
    return fmt::format(
        "@font-face{{font-family:\"Public Sans\";font-weight:{};src:url(data:font/woff2;base64,{}) "
        "format(\"woff2\")}}\n",
        weight, base64(woff2));
}

}  // namespace

std::string html_style(const HtmlAssets& assets) {
    return face(400, assets.regular) + face(600, assets.semibold) + face(700, assets.bold) +
           std::string{sheet};
}

}  // namespace atalaya::render
