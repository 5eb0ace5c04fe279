// node send.mjs CONTAINER [FILE NAME]...: makes the container of AZURE_STORAGE_CONNECTION_STRING, and sends files, by Microsoft's
// own client.
import { BlobServiceClient } from '@azure/storage-blob';

const [container, ...files] = process.argv.slice(2);
const client = BlobServiceClient.fromConnectionString(process.env.AZURE_STORAGE_CONNECTION_STRING).getContainerClient(container);
await client.createIfNotExists();
for (let i = 0; i < files.length; i += 2) {
  await client.getBlockBlobClient(files[i + 1]).uploadFile(files[i]);
}
