"""Sheet: the style sheet of the annotated article; comfort, print and narrow screens."""

STYLE_SHEET = """
.nv-article{font:17px/1.5 Georgia,"Times New Roman",serif;max-width:58em;margin:0 auto;
padding:1em;container-type:inline-size;overflow-wrap:break-word}
.nv-article .nv-plain,.nv-article table,.nv-article .nv-label{font-family:system-ui,-apple-system,
"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.nv-article a{color:#0b4f8a}
.nv-article .nv-label{user-select:none;-webkit-user-select:none}
.nv-article .nv-text{max-width:42em}
.nv-article .nv-text p{margin:0 0 1em}
.nv-article .nv-content{-webkit-box-decoration-break:clone;box-decoration-break:clone}
.nv-article .nv-key{list-style:none;margin:.4em 0 1em;padding:0;display:flex;flex-wrap:wrap;
gap:.35em .6em}
.nv-article table{border-collapse:collapse;width:100%;font-size:.82em;color:#1a1a1a}
.nv-article caption{text-align:left;font-weight:bold;padding:.4em 0}
.nv-article th,.nv-article td{text-align:left;vertical-align:top;padding:.35em .5em;
border-bottom:1px solid #ccc;background-color:#fff;color:#1a1a1a}
.nv-article tbody th{white-space:nowrap}
.nv-article td:last-child{width:45%}
.nv-article tr:target>*,.nv-article .nv-content:target{outline:2px solid #1a1a1a}
@container (max-width:700px){
.nv-article thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.nv-article tbody,.nv-article tr,.nv-article th,.nv-article td{display:block;width:auto}
.nv-article tr{border-top:2px solid #1a1a1a;padding:.4em 0}
.nv-article th,.nv-article td{border:0;padding:.1em 0}
.nv-article td:empty{display:none}
.nv-article [data-label]::before{content:attr(data-label) ": ";color:#595959}}
@media print{.nv-article{max-width:none;padding:0;font-size:11pt}
.nv-article *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.nv-article tr{break-inside:avoid}}
"""
