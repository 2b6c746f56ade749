// A loop over nodemailer's pool, for PipelineBench: the receiver's port, the number of connections, the file with the message.
// Orders are "send DOMAIN COUNT".
const [port, connections, file] = process.argv.slice(2);
const message = JSON.parse(require('fs').readFileSync(file, 'utf8'));
const transport = require('nodemailer').createTransport({
  pool: true, host: '127.0.0.1', port: Number(port), ignoreTLS: true,
  maxConnections: Number(connections), maxMessages: Infinity,
});

async function send(domain, count) {
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      const to = `p${i}@d${i % 97}.${domain}`;
      await transport.sendMail({
        envelope: { from: message.envelopeFrom, to }, from: message.from, to, subject: message.subject,
        html: message.html, text: message.text, headers: message.headers,
      });
    }
  };
  // twice as many as connections, so that none of them waits for its next message
  await Promise.all(Array.from({ length: 2 * connections }, worker));
}

console.log('ready');
require('readline').createInterface({ input: process.stdin }).on('line', async order => {
  const [, domain, count] = order.split(' ');
  await send(domain, Number(count));
  console.log('sent');
});
