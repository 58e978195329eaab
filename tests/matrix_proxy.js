// What a validating proxy said of each row of the matrix: its requests may break
// the document only where they are meant to, its answers nowhere.
//	node matrix_proxy.js REPORT.json
const fs = require('fs')

const report = JSON.parse(fs.readFileSync(process.argv[2]))
const rows = Array.isArray(report) ? report : report.rows
// The proxy hands no multipart body on, and takes a list of one file for no list.
const unfit = ['uploadIdentityDocuments', 'uploadProofOfLife']
let seen = 0
const bad = []

for (const row of rows) {
	const headers = (row.exchange && row.exchange.responseHeaders) || ''
	const line = headers.split('\n').find(l => /^sl-violations:/i.test(l))
	if (row.exchange && row.exchange.status)
		seen++
	if (!line || unfit.includes(row.operation))
		continue
	let list
	try {
		list = JSON.parse(line.slice(line.indexOf(':') + 1))
	} catch (e) {
		bad.push(`${row.id}: its violations cannot be read`)
		continue
	}
	for (const v of list) {
		const where = v.location.join('.')
		const status = row.expect.status
		const meant = status === 401 || status === 403 ? v.code === 401 : status >= 400
		if (v.location[0] !== 'request' || !meant)
			bad.push(`${row.id}: ${where}: ${v.message}`)
	}
}
for (const row of rows)
	if (row.verdict === 'failed' && !unfit.includes(row.operation))
		bad.push(`${row.id}: failed by way of the proxy`)
console.log(bad.join('\n'))
console.log(`${rows.length} rows, ${seen} exchanges, ${bad.length} bad`)
process.exit(bad.length || seen < 800 ? 1 : 0)
