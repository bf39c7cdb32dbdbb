export { LogsPage as default } from '@/features/logs/logs-page';
