export { ConnectPage as default } from '@/features/gateway/connect-page';
