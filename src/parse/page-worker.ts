import { parentPort } from 'node:worker_threads'
import { ParseError } from '../errors.ts'
import { doPageJob, type PageAnswer, type PageJob } from './page-job.ts'

async function answer(job: PageJob): Promise<PageAnswer> {
  try {
    return { status: 'parsed', result: await doPageJob(job) }
  } catch (error) {
    if (error instanceof ParseError) return { status: 'refused', code: error.code, message: error.message }
    return { status: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (job: PageJob) => {
  void answer(job).then((said) => parentPort?.postMessage(said))
})
